using McpProxy.Plugins.Transforms.MediaNegotiation;

namespace McpProxy.UnitTests.Plugins.Transforms.MediaNegotiation;

public sealed class RequestTableTests
{
    private static readonly RequestTable<string> _table = new(new[]
    {
        "GET /exports/{exportId}", "GET /exports/latest", "GET /{a}/{b}", "POST /exports/{exportId}", "get /exports/latest/", "GET /a/{x}/c/{y}", "GET /",
    }.Select(r => (RequestPattern.Parse(r)!, r)));

    [Theory]
    [InlineData("GET", "exports/latest", "GET /exports/latest", "")]
    [InlineData("get", "EXPORTS/Latest", "GET /exports/latest", "")]
    [InlineData("GET", "exports/abc", "GET /exports/{exportId}", "abc")]
    [InlineData("POST", "exports/abc", "POST /exports/{exportId}", "abc")]
    [InlineData("GET", "x/y", "GET /{a}/{b}", "y")]
    [InlineData("GET", "a/1/c/2", "GET /a/{x}/c/{y}", "2")]
    [InlineData("GET", "a/1/d/2", null, "")]
    [InlineData("DELETE", "exports/abc", null, "")]
    [InlineData("GET", "exports/abc/file", null, "")]
    [InlineData("GET", "", "GET /", "")]
    public void TryFind_ExactThenPatterns_FirstWins(string method, string path, string? expected, string variable)
    {
        Assert.Equal(expected is not null, _table.TryFind(method, path, out var found, out var range));
        Assert.Equal((expected, variable), (found, path[range]));
    }

    [Fact]
    public void TryFind_VeryLongPath_IsJustNotThere() => Assert.False(_table.TryFind("GET", new string('a', 100_000) + "/b/c", out _, out _));

    [Fact]
    public void TryFind_EmptyTable_FindsNothing() => Assert.False(new RequestTable<string>([]).TryFind("GET", "a", out _, out _));

    [Theory]
    [InlineData("GET")]
    [InlineData("GET x")]
    [InlineData("GE-T /x")]
    [InlineData("GET /x y")]
    public void Parse_WhatIsNoRequest_IsNull(string text) => Assert.Null(RequestPattern.Parse(text));
}

using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenServers;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("", """{"a":{"b/c":[10,20,{"~d":"x"}],"":1}}""")]
    [InlineData("/a/b~1c/1", "20")]
    [InlineData("/a/b~1c/2/~0d", "\"x\"")]
    [InlineData("/a/", "1")]
    [InlineData("/a/b~1c/01", "")]
    [InlineData("/a/b~1c/3", "")]
    [InlineData("/a/b~1c/-", "")]
    [InlineData("/a/x/y", "")]
    public void Follow_Pointer_FindsItsValueOrNothing(string text, string expected)
    {
        Assert.True(JsonPointer.TryParse(text, out var parsed));

        var found = parsed.Follow(JsonDocument.Parse("""{"a":{"b/c":[10,20,{"~d":"x"}],"":1}}""").RootElement);

        Assert.Equal(expected, found.ValueKind == JsonValueKind.Undefined ? "" : found.GetRawText());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("/a~")]
    [InlineData("/a~2b")]
    public void TryParse_Malformed_IsRefused(string text) => Assert.False(JsonPointer.TryParse(text, out _));
}

using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Yarp.ReverseProxy.Forwarder;

namespace McpProxy.UnitTests.Tools.Binding;

/// <summary>
/// Properties of the encoders: whatever the value, it is refused, or it arrives as exactly that value in exactly its place,
/// by the rules of the receiving side (URI parser, query parser, cookie parser, JSON parser, multipart parser).
/// </summary>
public sealed class HostileValuePropertyTests
{
    private const int Rounds = 4000;

    private static readonly string[] Fragments =
    [
        "..", ".", "/", "\\", "%2e", "%2E%2e", "%2f", "%5c", "%00", "%", "%%", "%c0%af", "?", "#", ";", "&", "=", "+", " ", "\t", "\r\n", "\n", "\0", "\u0001", "\u007f",
        "{", "}", "\"", "'", "<", ">", "|", "^", "`", "@", ":", "//evil.example", "http://evil", "\u00e9", "\u4e2d", "\U0001F600", "\u2028", "\u200b", "\uff0f", "\u2024\u2024", "\ufeff",
        "a", "Z", "0", "-", "_", "~", "admin", "Set-Cookie: x=1", "--boundary", "$", "null", "true",
    ];

    public static TheoryData<int> Seeds => [1, 20261121, 7919];

    private static IEnumerable<string> Values(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Rounds; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                text.Append(random.Next(4) == 0 ? ((char)random.Next(1, 0xD7FF)).ToString() : Fragments[random.Next(Fragments.Length)]);
            }

            yield return text.ToString();
        }
    }

    private static string Arguments(string value) => $$"""{"v":{{JsonSerializer.Serialize(value)}}}""";

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Path_AnyValue_StaysInItsSegment(int seed)
    {
        var tool = SomeTool.With("GET /before/{v}/after", ("v", new ParameterConfig { Type = "string!" }));
        foreach (var value in Values(seed))
        {
            var (request, problem) = SomeTool.Bind(tool, Arguments(value));
            if (problem is not null)
            {
                continue;
            }

            // As YARP sends it, and as the URI class that HttpClient uses reads it.
            var uri = RequestUtilities.MakeDestinationAddress("http://upstream.example/", new PathString(request.Path), QueryString.Empty);
            var segments = uri.AbsolutePath.Split('/');
            Assert.Equal(["", "before", segments[2], "after"], segments);
            Assert.Equal("upstream.example", uri.Host);
            Assert.Equal("", uri.Query);
            Assert.Equal("", uri.Fragment);
            Assert.Equal(value, Uri.UnescapeDataString(segments[2]));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Query_AnyValue_IsOnePairOfThatValue(int seed)
    {
        var tool = SomeTool.With("GET /x?fixed=1", ("v", new ParameterConfig()));
        foreach (var value in Values(seed))
        {
            var (request, problem) = SomeTool.Bind(tool, Arguments(value));

            Assert.Null(problem);
            Assert.All(request.Query, c => Assert.InRange(c, '!', '~'));
            var pairs = QueryHelpers.ParseQuery(request.Query);
            Assert.Equal(["fixed", "v"], pairs.Keys.Order());
            Assert.Equal(value, pairs["v"]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Header_AnyValue_IsRefusedOrExact(int seed)
    {
        var tool = SomeTool.With("GET /x", ("v", new ParameterConfig { In = ParameterLocation.Header, As = "X-Value" }));
        foreach (var value in Values(seed))
        {
            var (request, problem) = SomeTool.Bind(tool, Arguments(value));
            if (problem is null)
            {
                Assert.Equal(["X-Value"], request.Headers.Keys);
                Assert.Equal(value, request.Headers["X-Value"]);
                Assert.All(value, c => Assert.True(c is '\t' or (>= ' ' and <= '~')));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cookie_AnyValue_IsOneCookieOfThatValue(int seed)
    {
        var tool = SomeTool.With("GET /x", ("v", new ParameterConfig { In = ParameterLocation.Cookie }));
        foreach (var value in Values(seed))
        {
            var (request, problem) = SomeTool.Bind(tool, Arguments(value));

            Assert.Null(problem);
            var cookie = Assert.Single(Microsoft.Net.Http.Headers.CookieHeaderValue.ParseStrictList([request.Headers.Cookie.ToString()]));
            Assert.Equal("v", cookie.Name.ToString());
            Assert.Equal(value, Uri.UnescapeDataString(cookie.Value.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Body_AnyValue_IsOneMemberOfThatValue(int seed)
    {
        var tool = SomeTool.With("POST /x", ("v", new ParameterConfig { As = "a.b" }));
        foreach (var value in Values(seed))
        {
            var (request, problem) = SomeTool.Bind(tool, Arguments(value));

            Assert.Null(problem);
            using var body = JsonDocument.Parse(request.Body!.WrittenMemory);
            Assert.Equal(value, body.RootElement.GetProperty("a").GetProperty("b").GetString());
            Assert.Single(body.RootElement.EnumerateObject());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Multipart_AnyValue_IsOnePartOfThatValue(int seed)
    {
        var tool = SomeTool.With("POST /x", ("v", new ParameterConfig { In = ParameterLocation.Form }), ("f", new ParameterConfig { In = ParameterLocation.File }));
        foreach (var value in Values(seed).Take(500))
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            var (request, problem) = SomeTool.Bind(tool, $$"""{"v":{{JsonSerializer.Serialize(value)}},"f":"{{Convert.ToBase64String(bytes)}}"}""");

            Assert.Null(problem);
            var boundary = request.ContentType!.Split("boundary=")[1];
            var reader = new MultipartReader(boundary, request.OpenBody());
            Assert.Equal(bytes, await ReadAsync(await reader.ReadNextSectionAsync()));
            Assert.Equal(bytes, await ReadAsync(await reader.ReadNextSectionAsync()));
            Assert.Null(await reader.ReadNextSectionAsync());
        }
    }

    private static async Task<byte[]> ReadAsync(MultipartSection? section)
    {
        using var copy = new MemoryStream();
        await section!.Body.CopyToAsync(copy);
        return copy.ToArray();
    }
}

using McpProxy.Plugins.Transforms.MediaNegotiation;
using McpProxy.UnitTests.Transforms;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms.MediaNegotiation;

/// <summary><c>Produces</c> and <c>Consumes</c> of a route.</summary>
public sealed class RouteMediaTests
{
    [Theory]
    [InlineData("application/json", "application/vnd.a.v1+json")]
    [InlineData("", "application/vnd.a.v1+json")]
    [InlineData("text/plain;charset=utf-8", "text/plain;charset=utf-8")]
    [InlineData("application/vnd.a.v2+json", "application/vnd.a.v2+json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("multipart/form-data; boundary=b", "multipart/form-data; boundary=b")]
    public async Task Consumes_OfABody_ReplacesWhatClientsSayByThemselves(string sent, string expected)
    {
        var context = SomeTransform.Request("POST", "/x");
        context.Request.ContentLength = 2;
        context.Request.ContentType = sent;

        var request = await SomeTransform.ApplyAsync(context, b => b.AddMediaTypes(consumes: ["application/vnd.a.v1+json", "text/plain", "text/csv"]));

        Assert.Equal(expected, string.Join(", ", request.Content!.Headers.NonValidated["Content-Type"]));
    }

    [Fact]
    public void Validate_Mistakes_AreAllReported()
    {
        const string Path = "ReverseProxy:Routes:ads:Transforms:1";
        const string Hint = "Write type/subtype, or several with commas between them.";

        Assert.Equal(
            [
                $"{Path}:Consumes: MCP016: '*/*' is not a media type. {Hint}",
                $"{Path}:Consumes: MCP016: 'x/y; p=é' is not a media type. {Hint}",
                $"{Path}:Prodces: MCP010: Transform Produces takes no 'Prodces'. Did you mean 'Produces'?",
                $"{Path}:Produces: MCP016: 'json' is not a media type. {Hint}",
                $"{Path}:Produces: MCP016: 'text/*' is not a media type. {Hint}",
            ],
            Validate(new() { ["Produces"] = "*/*, json, text/*, a/b; p=\"x, y\"", ["Consumes"] = "*/*, x/y; p=é", ["Prodces"] = "a/b" }).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal([$"{Path}:Produces: MCP013: No media type is named. {Hint}"], Validate(new() { ["Produces"] = " , " }));
        Assert.Empty(Validate(new() { ["Consumes"] = "application/vnd.a.v1+json" }));
    }

    [Fact]
    public void WithTransformMediaTypes_OfARoute_IsWhatTheFactoryReads()
    {
        var route = new RouteConfig { RouteId = "r" }.WithTransformMediaTypes(["a/b", "c/d"], ["e/f"]);

        Assert.Equal([new("Produces", "a/b, c/d"), new("Consumes", "e/f")], Assert.Single(route.Transforms!));
    }

    [Fact]
    public async Task ApplyAsync_NothingToChange_AllocatesNothing()
    {
        var transform = new RouteMediaTransform(new OfferedTypes(["application/vnd.a.v1+json", "application/vnd.a.v2+json"]), ["application/vnd.a.v1+json", "text/plain"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://x/") { Content = new ByteArrayContent([]) };
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.a.v1+json");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
        var context = new RequestTransformContext { ProxyRequest = request, Path = "/x", HttpContext = new DefaultHttpContext() };
        await transform.ApplyAsync(context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            await transform.ApplyAsync(context);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IReadOnlyList<string> Validate(Dictionary<string, string> use) => SomeTransform.Validate(new RouteMediaFactory(), new FixedCandidate("{}"), use);
}

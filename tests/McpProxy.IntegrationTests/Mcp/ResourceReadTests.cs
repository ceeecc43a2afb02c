using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.IntegrationTests.Dispatch;
using McpProxy.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Mcp.ResourceDoor;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary><c>resources/read</c> through a real route, on both engines.</summary>
public sealed class ResourceReadTests : IAsyncLifetime
{
    private ResourceUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await ResourceUpstream.StartAsync();

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Read_Text_IsTextWithTheConfiguredType(McpEngine engine)
    {
        _upstream.Serve("/text", "# Hällo", "text/plain; charset=utf-8");
        await using var proxy = await StartAsync(_upstream, engine);

        var answer = await ReadAsync(proxy, "test://text");

        AssertJson("""
            {"resultType":"complete","contents":[{"uri":"test://text","mimeType":"text/markdown","text":"# Hällo"}],"ttlMs":0,"cacheScope":"private",
            "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"test","version":"1"}}}
            """, answer.Result);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Read_Legacy_HasNoModernMembers(McpEngine engine)
    {
        _upstream.Serve("/plain", "x");
        await using var proxy = await StartAsync(_upstream, engine);

        var answer = await LegacyAsync(proxy, "resources/read", """{"uri":"test://plain"}""");

        AssertJson("""{"contents":[{"uri":"test://plain","mimeType":"text/plain","text":"x"}]}""", answer.Result);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "image/png", "image/png")]
    [InlineData(McpEngine.Sdk, "image/png", "image/png")]
    [InlineData(McpEngine.Direct, null, null)]
    public async Task Read_Binary_IsBase64(McpEngine engine, string? contentType, string? mimeType)
    {
        byte[] bytes = [0x89, 0x50, 0xFF, 0x00];
        _upstream.Serve("/plain", bytes, contentType);
        await using var proxy = await StartAsync(_upstream, engine);

        var content = (await ReadAsync(proxy, "test://plain")).Result!["contents"]![0]!;

        Assert.Equal(mimeType, (string?)content["mimeType"]);
        Assert.Equal(bytes, Convert.FromBase64String((string)content["blob"]!));
        Assert.Null(content["text"]);
    }

    [Fact]
    public async Task Read_OtherCharset_IsTranscoded()
    {
        _upstream.Serve("/plain", Encoding.Latin1.GetBytes("é"), "text/plain; charset=iso-8859-1");
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        Assert.Equal("é", (string)(await ReadAsync(proxy, "test://plain")).Result!["contents"]![0]!["text"]!);
    }

    [Fact]
    public async Task Read_EventStream_IsTheUpstreamsOwnText()
    {
        _upstream.Serve("/plain", "data: 1\n\ndata: 2\n\n", "text/event-stream");
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        Assert.Equal("data: 1\n\ndata: 2\n\n", (string)(await ReadAsync(proxy, "test://plain")).Result!["contents"]![0]!["text"]!);
    }

    [Fact]
    public async Task Read_NoContent_IsEmptyText()
    {
        _upstream.Paths["/plain"] = context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        AssertJson("""[{"uri":"test://plain","text":""}]""", (await ReadAsync(proxy, "test://plain")).Result!["contents"]);
    }

    [Theory]
    [InlineData("max-age=60", null, 60_000)]
    [InlineData("public, max-age=60", "20", 40_000)]
    [InlineData("max-age=60, no-store", null, 0)]
    [InlineData("no-cache", null, 0)]
    [InlineData("max-age=999999999", null, 86_400_000)]
    public async Task Read_CacheControl_BecomesTheTimeToLive(string cacheControl, string? age, long ttl)
    {
        _upstream.Serve("/plain", "x", "text/plain", age is null ? [("Cache-Control", cacheControl)] : [("Cache-Control", cacheControl), ("Age", age)]);
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        var result = (await ReadAsync(proxy, "test://plain")).Result!;

        Assert.Equal(ttl, (long)result["ttlMs"]!);
        Assert.Equal("private", (string)result["cacheScope"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Read_Template_FillsPathAndQuery(McpEngine engine)
    {
        _upstream.Serve("/items/a b", """{"id":"a b"}""", "application/json");
        await using var proxy = await StartAsync(_upstream, engine);

        var answer = await ReadAsync(proxy, "test://items/a%20b?fields=x,y%26z");

        AssertJson("""[{"uri":"test://items/a%20b?fields=x,y%26z","mimeType":"application/json","text":"{\"id\":\"a b\"}"}]""", answer.Result!["contents"]);
        Assert.Equal("/items/a%20b?fields=x%2Cy%26z", _upstream.Requests.Single());
    }

    [Theory]
    [InlineData("test://items/..%2F..%2Fadmin")]
    [InlineData("test://items/%2e%2e")]
    [InlineData("test://items/a%2Fb")]
    [InlineData("test://items/a%00b")]
    [InlineData("test://items/")]
    [InlineData("test://typed/11")]
    [InlineData("test://typed/x")]
    public async Task Read_HostileOrUnfitValue_IsInvalidParamsAndNothingIsSent(string uri)
    {
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        var answer = await ReadAsync(proxy, uri);

        Assert.Equal(-32602, answer.Code);
        Assert.Equal("invalid_arguments", (string)answer.Body!["error"]!["data"]!["kind"]!);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "test://nothing")]
    [InlineData(McpEngine.Direct, "test://items/gone")]
    [InlineData(McpEngine.Sdk, "test://nothing")]
    [InlineData(McpEngine.Sdk, "test://items/gone")]
    public async Task Read_NotFound_SaysSoInTheWordsOfTheRevision(McpEngine engine, string uri)
    {
        await using var proxy = await StartAsync(_upstream, engine);

        var modern = await ReadAsync(proxy, uri);
        var legacy = await LegacyAsync(proxy, "resources/read", $$"""{"uri":"{{uri}}"}""");

        Assert.Equal(-32602, modern.Code);
        Assert.Equal(uri, (string)modern.Body!["error"]!["data"]!["uri"]!);
        Assert.Equal(-32002, legacy.Code);
        Assert.Equal(uri, (string)legacy.Body!["error"]!["data"]!["uri"]!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"uri":7}""")]
    public async Task Read_NoUri_IsInvalidParams(string parameters)
    {
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        Assert.Equal(-32602, (await LegacyAsync(proxy, "resources/read", parameters)).Code);
        Assert.Equal(-32602, (await LegacyAsync(proxy, "resources/read", $$"""{"uri":"test://{{new string('a', 9000)}}"}""")).Code);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Read_UpstreamFails_IsAnErrorAnAgentCanActOn(McpEngine engine)
    {
        _upstream.Paths["/plain"] = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await using var proxy = await StartAsync(_upstream, engine);

        var error = (await ReadAsync(proxy, "test://plain")).Body!["error"]!;

        Assert.Equal(-32603, (int)error["code"]!);
        Assert.Contains("503", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("upstream_http", (string)error["data"]!["kind"]!);
        Assert.Equal(503, (int)error["data"]!["status"]!);
        Assert.True((bool)error["data"]!["retryable"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Read_TooLarge_SaysTheLimit(McpEngine engine)
    {
        _upstream.Serve("/small", new string('x', 1025));
        await using var proxy = await StartAsync(_upstream, engine);

        var error = (await ReadAsync(proxy, "test://small")).Body!["error"]!;

        Assert.Equal("response_too_large", (string)error["data"]!["kind"]!);
        Assert.Contains("1024", (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Select_KeepsTheSelectedMembers()
    {
        _upstream.Serve("/selected", """{"a":{"b":1,"c":2},"d":3}""", "application/json");
        await using var proxy = await StartAsync(_upstream, McpEngine.Direct);

        AssertJson("""{"a":{"b":1}}""", JsonNode.Parse((string)(await ReadAsync(proxy, "test://selected")).Result!["contents"]![0]!["text"]!));
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Read_RouteDemandsCredential_ChallengesTheCaller(McpEngine engine)
    {
        _upstream.Serve("/locked", "secret");
        await using var proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": { "locked": { "ClusterId": "api", "AuthorizationPolicy": "default", "Match": { "Path": "/locked" } } },
                "Clusters": { "api": { "Destinations": { "a": { "Address": "{{_upstream.Address}}" } } } }
              },
              "Mcp": { "Engine": "{{engine}}", "Resources": { "locked": { "Uri": "test://locked", "Route": "locked", "Request": "GET /locked" } } }
            }
            """, builder =>
            {
                builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
                builder.Services.AddAuthorization();
            }, app => app.UseAuthentication().UseAuthorization());

        var answer = await ReadAsync(proxy, "test://locked");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.NotEmpty(answer.Response.Headers.WwwAuthenticate);
        Assert.Empty(_upstream.Requests);
    }
}

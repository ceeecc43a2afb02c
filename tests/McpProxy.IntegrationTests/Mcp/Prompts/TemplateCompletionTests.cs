using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary><c>completion/complete</c> for variables of resource templates.</summary>
public sealed class TemplateCompletionTests
{
    private const string Resources = """
        "item": { "Uri": "test://{kind}/{id}", "Route": "api", "Request": "GET /items/{kind}/{id}",
                  "Complete": { "kind": { "Values": [ "book", "disc" ] }, "id": { "Route": "api", "Request": "GET /ids/{kind}?prefix={value}" } } },
        "other": { "Uri": "other://{id}", "Route": "api", "Request": "GET /other/{id}" },
        "plain": { "Uri": "test://plain", "Route": "api", "Request": "GET /plain" }
        """;

    [Theory]
    [InlineData(McpEngine.Direct, "test://{kind}/{id}")]
    [InlineData(McpEngine.Sdk, "test://{kind}/{id}")]
    [InlineData(McpEngine.Direct, "test://book/x")]
    public async Task Complete_VariableOfATemplate_IsProposed(McpEngine engine, string uri)
    {
        await using var upstream = await ResourceUpstream.StartAsync();
        upstream.Serve("/ids/book", """["b1","b2"]""", "application/json");
        await using var proxy = await ResourceDoor.StartAsync(upstream, engine, Resources);

        var kinds = await CompleteAsync(proxy, uri, "kind", "d");
        var ids = await CompleteAsync(proxy, uri, "id", "b", ""","context":{"arguments":{"kind":"book"}}""");
        var early = await CompleteAsync(proxy, uri, "id", "b");

        AssertJson("""{"values":["disc"],"total":1,"hasMore":false}""", kinds.Result!["completion"]);
        AssertJson("""{"values":["b1","b2"],"total":2,"hasMore":false}""", ids.Result!["completion"]);
        AssertJson("""{"values":[],"total":0,"hasMore":false}""", early.Result!["completion"]);
        Assert.Equal(["/ids/book?prefix=b"], upstream.Requests);
    }

    [Theory]
    [InlineData("test://plain")]
    [InlineData("none://x")]
    public async Task Complete_WhatIsNoTemplate_IsInvalidParams(string uri)
    {
        await using var upstream = await ResourceUpstream.StartAsync();
        await using var proxy = await ResourceDoor.StartAsync(upstream, McpEngine.Direct, Resources);

        Assert.Equal(-32602, (await CompleteAsync(proxy, uri, "id", "")).Code);
    }

    [Fact]
    public async Task Discover_TemplatesWithCompletions_SaysSo()
    {
        await using var upstream = await ResourceUpstream.StartAsync();
        await using var proxy = await ResourceDoor.StartAsync(upstream, McpEngine.Direct, Resources);

        var all = (await ResourceDoor.SendAsync(proxy, McpMessages.ModernRequest("server/discover"))).Result!["capabilities"]!;
        var few = (await ResourceDoor.SendAsync(proxy, McpMessages.ModernRequest("server/discover", path: "/mcp/few"))).Result!["capabilities"]!;

        AssertJson("{}", all["completions"]);
        Assert.Null(few["completions"]);
        AssertJson("""{"values":[],"total":0,"hasMore":false}""", (await CompleteAsync(proxy, "other://{id}", "id", "x")).Result!["completion"]);
    }

    private static Task<Answer> CompleteAsync(ProxyHost proxy, string uri, string argument, string value, string more = "") =>
        ResourceDoor.SendAsync(proxy, McpMessages.ModernRequest("completion/complete", $$"""
            "ref":{"type":"ref/resource","uri":"{{uri}}"},"argument":{"name":"{{argument}}","value":"{{value}}"}{{more}}
            """));
}

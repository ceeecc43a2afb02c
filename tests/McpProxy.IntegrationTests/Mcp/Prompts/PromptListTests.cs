using System.Text.Json.Nodes;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary><c>prompts/list</c> and what endpoints say of it.</summary>
public sealed class PromptListTests
{
    public static TheoryData<string, string> All { get; } = new MatrixTheoryData<string, string>(["Direct", "Sdk"], ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task List_EveryRevision_HasTheMembersItKnows(string engine, string revision)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var result = (await gateway.SendAsync("prompts/list", revision: revision)).Result!;

        Assert.Equal(["failing", "guarded", "large", "media", "rendered", "review", "wrong_type"], result["prompts"]!.AsArray().Select(p => (string)p!["name"]!));
        var isModern = revision == PromptGateway.Modern;
        Assert.Equal(isModern ? 300000 : null, (int?)result["ttlMs"]);
        Assert.Equal(isModern ? "private" : null, (string?)result["cacheScope"]);
        Assert.Equal(isModern ? "complete" : null, (string?)result["resultType"]);
        var titles = revision != "2025-03-26";
        var icons = revision is PromptGateway.Modern or "2025-11-25";
        AssertJson($$"""
            {"name":"review",{{(titles ? "\"title\":\"Review\"," : "")}}"description":"Review a campaign.",
             "arguments":[{"name":"campaignId","description":"Campaign to review","required":true},{"name":"note","required":false},
                          {"name":"tone",{{(titles ? "\"title\":\"Tone\"," : "")}}"required":false}]
             {{(icons ? ",\"icons\":[{\"src\":\"https://example.com/i.png\",\"mimeType\":\"image/png\"}]" : "")}} }
            """, result["prompts"]![5]);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Discover_EndpointWithPrompts_SaysSo(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var all = (await gateway.SendAsync("server/discover")).Result!["capabilities"];
        var few = (await gateway.SendAsync("server/discover", path: "/mcp/few")).Result!["capabilities"];
        var none = (await gateway.SendAsync("server/discover", path: "/mcp/none")).Result!["capabilities"];

        AssertJson("""{"tools":{"listChanged":true},"prompts":{"listChanged":true},"completions":{},"logging":{}}""", all);
        AssertJson("""{"tools":{"listChanged":true},"prompts":{"listChanged":true},"completions":{},"logging":{}}""", few);
        AssertJson("""{"tools":{"listChanged":true},"logging":{}}""", none);
    }

    [Theory]
    [InlineData("Direct", "2025-11-25", true)]
    [InlineData("Sdk", "2025-11-25", true)]
    [InlineData("Direct", "2025-03-26", true)]
    [InlineData("Direct", "2024-11-05", false)]
    [InlineData("Sdk", "2024-11-05", false)]
    public async Task Initialize_EveryRevision_NamesCompletionsSince2025(string engine, string revision, bool hasCompletions)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpProxy.Testing.Mcp.McpMessages.Initialize(revision)));

        var capabilities = answer.Result!["capabilities"]!;
        AssertJson("""{"listChanged":true}""", capabilities["prompts"]);
        Assert.Equal(hasCompletions, capabilities["completions"] is JsonObject);
    }

    [Theory]
    [InlineData("Direct", "prompts/list")]
    [InlineData("Sdk", "prompts/list")]
    [InlineData("Direct", "prompts/get")]
    [InlineData("Direct", "completion/complete")]
    [InlineData("Sdk", "completion/complete")]
    public async Task Endpoint_WithoutPrompts_ServesNoneOfTheMethods(string engine, string method)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var answer = await gateway.SendAsync(method, "\"name\":\"review\"", method == "prompts/get" ? "review" : null, path: "/mcp/none");

        Assert.Equal(-32601, answer.Code);
    }

    [Fact]
    public async Task Toolset_WithPatterns_HasOnlyThose()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var result = (await gateway.SendAsync("prompts/list", path: "/mcp/few")).Result!;

        Assert.Equal(["rendered", "review"], result["prompts"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Equal(-32602, (await gateway.SendAsync("prompts/get", "\"name\":\"media\"", "media", path: "/mcp/few")).Code);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task List_ForeignCursor_IsInvalidParams(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        Assert.Equal(-32602, (await gateway.SendAsync("prompts/list", "\"cursor\":\"nonsense\"")).Code);
    }
}

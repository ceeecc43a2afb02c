using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary><c>server/discover</c> and <c>tools/list</c> of 2026-07-28, on both engines.</summary>
public sealed class ModernListTests
{
    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Discover_Always_SaysWhatIsServed(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.ModernRequest("server/discover"));

        AssertJson($$$"""
            {"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{"listChanged":true},"logging":{}},
            "instructions":"Use the tools with care.","ttlMs":300000,"cacheScope":"private",
            "_meta":{"io.modelcontextprotocol/serverInfo":{{{ServerInfo}}} } }
            """, answer.Result);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task List_Always_HasModernMembersInOrder(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.ModernRequest("tools/list"));

        var result = answer.Result!;
        Assert.Equal(["annotated", "echo", "numbers", "slow"], result["tools"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal("complete", (string)result["resultType"]!);
        Assert.Equal(300000, (int)result["ttlMs"]!);
        Assert.Equal("private", (string)result["cacheScope"]!);
        AssertJson(ServerInfo, result["_meta"]!["io.modelcontextprotocol/serverInfo"]);
        AssertJson("""{"type":"array","items":{"$ref":"#/$defs/n"},"$defs":{"n":{"type":"number"}}}""", result["tools"]![2]!["outputSchema"]);
        AssertJson("""[{"src":"https://example.com/i.png","mimeType":"image/png","sizes":["48x48"],"theme":"dark"}]""", result["tools"]![2]!["icons"]);
        Assert.Equal("Echo", (string)result["tools"]![1]!["title"]!);
        Assert.Null(result["nextCursor"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task List_MoreThanOnePage_ReachesEveryToolOnce(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.WithTools(25) with { Engine = engine, PageSize = 10 });
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var parameters = cursor is null ? "" : $"\"cursor\":\"{cursor}\"";
            var page = (await SendAsync(server, McpMessages.ModernRequest("tools/list", parameters))).Result!;
            names.AddRange(page["tools"]!.AsArray().Select(t => (string)t!["name"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"tool_{i:D4}"), names);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "\"nonsense\"")]
    [InlineData(McpEngine.Direct, "7")]
    [InlineData(McpEngine.Sdk, "\"nonsense\"")]
    public async Task List_ForeignCursor_IsInvalidParams(McpEngine engine, string cursor)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.ModernRequest("tools/list", $"\"cursor\":{cursor}"));

        Assert.Equal(-32602, answer.Code);
        Assert.Equal(1, (int)answer.Body!["id"]!);
    }

    [Fact]
    public async Task List_EmptyCursor_IsTheFirstPage()
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(4, (await SendAsync(server, McpMessages.ModernRequest("tools/list", "\"cursor\":\"\""))).Result!["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_Json_HasContentLength()
    {
        await using var server = await McpServerFixture.StartAsync();

        var response = await server.Client.SendAsync(McpMessages.ModernRequest("tools/list"), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal((await response.Content.ReadAsByteArrayAsync()).Length, response.Content.Headers.ContentLength);
        Assert.Null(response.Headers.TransferEncodingChunked);
    }
}

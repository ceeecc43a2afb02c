using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.ResourceDoor;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary><c>resources/list</c>, <c>resources/templates/list</c> and what is said of them, on both engines.</summary>
public sealed class ResourceListTests : IAsyncLifetime
{
    private ResourceUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await ResourceUpstream.StartAsync();

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task List_Modern_HasAllMembersAndNoTemplates(McpEngine engine)
    {
        await using var proxy = await StartAsync(_upstream, engine);

        var result = (await SendAsync(proxy, McpMessages.ModernRequest("resources/list"))).Result!;

        Assert.Equal(["plain", "selected", "small", "text"], result["resources"]!.AsArray().Select(r => (string)r!["name"]!));
        AssertJson("""{"uri":"test://plain","name":"plain"}""", result["resources"]![0]);
        AssertJson("""
            {"uri":"test://text","name":"text","title":"Text","description":"A text.","mimeType":"text/markdown","size":5,
            "annotations":{"audience":["user"],"priority":0.5,"lastModified":"2026-01-31T12:00:00+00:00"},"icons":[{"src":"https://example.com/i.png"}]}
            """, result["resources"]![3]);
        Assert.Equal("complete", (string)result["resultType"]!);
        Assert.Equal(300000, (int)result["ttlMs"]!);
        Assert.Equal("private", (string)result["cacheScope"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task TemplatesList_Modern_HasOnlyTemplates(McpEngine engine)
    {
        await using var proxy = await StartAsync(_upstream, engine);

        var result = (await SendAsync(proxy, McpMessages.ModernRequest("resources/templates/list"))).Result!;

        AssertJson("""
            [{"uriTemplate":"test://items/{id}{?fields}","name":"item","title":"Item","mimeType":"application/json"},{"uriTemplate":"test://typed/{n}","name":"typed"}]
            """, result["resourceTemplates"]);
        Assert.Equal(300000, (int)result["ttlMs"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "2025-11-25", true, true, true)]
    [InlineData(McpEngine.Direct, "2025-06-18", true, true, false)]
    [InlineData(McpEngine.Direct, "2025-03-26", false, false, false)]
    [InlineData(McpEngine.Sdk, "2025-06-18", true, true, false)]
    public async Task List_Legacy_HasOnlyMembersOfItsRevision(McpEngine engine, string version, bool title, bool lastModified, bool icons)
    {
        await using var proxy = await StartAsync(_upstream, engine);

        var result = (await LegacyAsync(proxy, "resources/list", version: version)).Result!.AsObject();

        Assert.Equal(["resources"], result.Select(m => m.Key));
        var text = result["resources"]![3]!;
        Assert.Equal(title, text["title"] is not null);
        Assert.Equal(lastModified, text["annotations"]!["lastModified"] is not null);
        Assert.Equal(icons, text["icons"] is not null);
        Assert.Equal(5, (int)text["size"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "resources/list", "resources", 4)]
    [InlineData(McpEngine.Direct, "resources/templates/list", "resourceTemplates", 2)]
    [InlineData(McpEngine.Sdk, "resources/list", "resources", 4)]
    public async Task List_SmallPages_ReachEveryEntryOnce(McpEngine engine, string method, string member, int count)
    {
        await using var proxy = await StartAsync(_upstream, engine, more: ", \"PageSize\": 1");
        var names = new HashSet<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = (await SendAsync(proxy, McpMessages.ModernRequest(method, cursor is null ? "" : $"\"cursor\":\"{cursor}\""))).Result!;
            Assert.True(names.Add((string)page[member]!.AsArray().Single()!["name"]!));
            cursor = (string?)page["nextCursor"];
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(count, pages);
        Assert.Equal(-32602, (await SendAsync(proxy, McpMessages.ModernRequest(method, "\"cursor\":\"nonsense\""))).Code);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Toolset_NamesResources_ServesOnlyThose(McpEngine engine)
    {
        _upstream.Serve("/plain", "x");
        await using var proxy = await StartAsync(_upstream, engine);

        var few = (await SendAsync(proxy, McpMessages.ModernRequest("resources/list", path: "/mcp/few"))).Result!;
        var none = await SendAsync(proxy, McpMessages.ModernRequest("resources/list", path: "/mcp/none"));
        var discovery = (await SendAsync(proxy, McpMessages.ModernRequest("server/discover", path: "/mcp/none"))).Result!;

        Assert.Equal("plain", (string)few["resources"]!.AsArray().Single()!["name"]!);
        Assert.NotNull((await ReadAsync(proxy, "test://plain", "/mcp/few")).Result);
        Assert.Equal(-32602, (await ReadAsync(proxy, "test://text", "/mcp/few")).Code);
        Assert.Equal(-32601, none.Code);
        AssertJson("""{"tools":{"listChanged":true},"logging":{}}""", discovery["capabilities"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Capabilities_WithResources_NameThem(McpEngine engine)
    {
        await using var proxy = await StartAsync(_upstream, engine);

        var discovery = (await SendAsync(proxy, McpMessages.ModernRequest("server/discover"))).Result!;
        var initialization = (await SendAsync(proxy, McpMessages.Initialize())).Result!;

        AssertJson("""{"tools":{"listChanged":true},"resources":{"listChanged":true},"logging":{}}""", discovery["capabilities"]);
        AssertJson("""{"tools":{"listChanged":true},"resources":{"listChanged":true},"logging":{}}""", initialization["capabilities"]);
    }
}

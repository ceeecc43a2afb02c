using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Testing.Mcp;

/// <summary>Builds configurations of the MCP surface, compiled as the product compiles them.</summary>
internal static class SomeMcp
{
    private static long _revision;

    /// <summary>Tools that between them use everything a list can hold.</summary>
    public static McpConfig Config { get; } = new()
    {
        ServerInfo = new ServerInfoConfig { Name = "test-server", Title = "Test server", Version = "1.2.3", WebsiteUrl = "https://example.com/" },
        Instructions = "Use the tools with care.",
        Tools = new Dictionary<string, ToolConfig>
        {
            ["echo"] = Tool("POST /echo", """{"type":"object","properties":{"message":{"type":"string"}}}""") with { Title = "Echo" },
            ["slow"] = Tool("POST /slow", """{"type":"object"}"""),
            ["annotated"] = Tool("POST /annotated", """
                {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},"count":{"type":"integer","x-mcp-header":"Count"},
                "flag":{"type":"boolean","x-mcp-header":"Flag"},"nested":{"type":"object","properties":{"tenant":{"type":"string","x-mcp-header":"Tenant"}}}}}
                """),
            ["numbers"] = Tool("GET /numbers", """{"type":"object"}""") with
            {
                OutputSchema = Json("""{"type":"array","items":{"$ref":"#/$defs/n"},"$defs":{"n":{"type":"number"}}}"""),
                Icons = [new IconConfig { Src = "https://example.com/i.png", MimeType = "image/png", Sizes = ["48x48"], Theme = "dark" }],
            },
        },
        Toolsets = new Dictionary<string, ToolsetConfig>
        {
            ["small"] = new() { Include = ["echo"], Instructions = "Only echo." },
        },
    };

    public static ToolConfig Tool(string request, string inputSchema) => new()
    {
        Route = "any",
        Request = request,
        Description = $"Calls {request}.",
        InputSchema = Json(inputSchema),
    };

    public static McpConfig WithTools(int count) => Config with
    {
        Tools = Enumerable.Range(0, count).ToDictionary(i => $"tool_{i:D4}", i => Tool($"GET /tools/{i}", """{"type":"object","properties":{"id":{"type":"integer"}}}""")),
        Toolsets = new Dictionary<string, ToolsetConfig>(),
    };

    public static ConfigSnapshot Snapshot(McpConfig? config = null)
    {
        config ??= Config;
        var errors = new ConfigErrors();
        var routes = new[] { new RouteConfig { RouteId = "any", ClusterId = "any", Match = new RouteMatch { Path = "/{**rest}" } } };
        var catalog = ToolCompiler.Compile(config, routes, errors);
        return errors.Count == 0
            ? new ConfigSnapshot(Interlocked.Increment(ref _revision), DateTimeOffset.UnixEpoch, config, catalog)
            : throw new InvalidOperationException(string.Join('\n', errors));
    }

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

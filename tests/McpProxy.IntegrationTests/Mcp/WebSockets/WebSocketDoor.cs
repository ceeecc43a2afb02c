using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>What the tests of the WebSocket endpoint share.</summary>
internal static class WebSocketDoor
{
    public const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
    public const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
    public const string PingRequest = """{"jsonrpc":"2.0","id":99,"method":"ping"}""";

    public static Task<McpServerFixture> StartAsync(McpEngine engine = McpEngine.Direct, Func<WebSocketConfig, WebSocketConfig>? change = null, McpConfig? config = null, Action<IServiceCollection>? configure = null)
    {
        var webSocket = new WebSocketConfig { Enabled = true };
        return McpServerFixture.StartAsync((config ?? SomeMcp.Config) with { Engine = engine, WebSocket = change?.Invoke(webSocket) ?? webSocket }, configure: configure);
    }

    public static string Call(string tool, string id = "1", string arguments = "{}") =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"{{tool}}","arguments":{{arguments}} } }""";

    public static string Modern(string method, string parameters = "", string id = "9") =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{ {{parameters}} {{McpMessages.Meta}} } }""";

    public static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut got {actual?.ToJsonString()}");
}

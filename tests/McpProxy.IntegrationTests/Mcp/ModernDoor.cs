using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>What the tests of 2026-07-28 share.</summary>
internal static class ModernDoor
{
    public const string ServerInfo = """{"name":"test-server","title":"Test server","version":"1.2.3","websiteUrl":"https://example.com/"}""";

    public static Task<McpServerFixture> StartAsync(McpEngine engine) => McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });

    public static async Task<Answer> SendAsync(McpServerFixture server, HttpRequestMessage request) =>
        await Answer.ReadAsync(await server.Client.SendAsync(request));

    public static async Task AssertRefusedAsync(McpServerFixture server, HttpRequestMessage request, HttpStatusCode status, int code)
    {
        var answer = await SendAsync(server, request);
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(1, (int)answer.Body!["id"]!);
    }

    public static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut got {actual?.ToJsonString()}");
}

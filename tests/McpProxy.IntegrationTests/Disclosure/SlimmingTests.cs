using System.Text.Json;
using McpProxy.Host.Cli;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.IntegrationTests.OpenApi;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>A real document as clients get to see it: short, while calls are held to all of it.</summary>
public sealed class SlimmingTests
{
    private const string Supplied = """
        [ "Amazon-Advertising-API-ClientId", "Amazon-Advertising-API-AdvertiserId", "Amazon-Advertising-API-MarketplaceId", "Amazon-Advertising-API-Scope" ]
        """;

    [Fact]
    public async Task AmcWorkflow_Listed_CostsAtMostHalfOfItsDocument()
    {
        var document = Document();
        await using var host = await StartAsync(document, "");

        var tools = (await SendAsync(host, McpMessages.ModernRequest("tools/list"))).GetProperty("tools");

        Assert.Equal(17, tools.GetArrayLength());
        Assert.InRange(TokenEstimate.Of(tools.GetRawText()), 1, TokenEstimate.Of(JsonSerializer.Serialize(JsonElement.Parse(document))) / 2);
        Assert.DoesNotContain("Amazon-Advertising-API", tools.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AmcWorkflow_Enum_IsSummedUpAndStillHeldTo()
    {
        await using var host = await StartAsync(Document(), """ "Disclosure": { "Mode": "Search" }, """);

        var shown = await CallAsync(host, "get_tool_schema", """{"name":"api_createWorkflow"}""");
        var whole = await CallAsync(host, "get_tool_schema", """{"name":"api_createWorkflow","full":true}""");
        var refused = await CallAsync(host, "call_tool", """{"name":"api_createWorkflow","arguments":{"instanceId":"1","outputColumns":[{"dataType":"NOTHING"}]}}""");

        Assert.Contains("One of 13 values: ", shown.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("CALENDAR_INTERVAL\",\"CHAR", shown.GetRawText(), StringComparison.Ordinal);
        Assert.InRange(whole.GetRawText().Length, shown.GetRawText().Length + 500, int.MaxValue);
        Assert.Contains("/outputColumns/0/dataType", refused.GetProperty("content")[0].GetProperty("text").GetString()!, StringComparison.Ordinal);
        Assert.Empty(host.Upstream.Requests);
    }

    private static Task<ApiHost> StartAsync(string document, string mcp) => ApiHost.StartWithAsync(
        $$"""{ "Mcp": { {{mcp}} "Slimming": { "Enabled": true, "Supplied": {{Supplied}} }, "OpenApi": { "api": { "Document": "amc.json", "Cluster": "upstream", "Prefix": "api" } } } }""",
        [("amc.json", document)]);

    private static Task<JsonElement> CallAsync(ApiHost host, string tool, string arguments) => SendAsync(host, McpMessages.ModernCall(tool, arguments));

    private static async Task<JsonElement> SendAsync(ApiHost host, HttpRequestMessage request)
    {
        var answer = await Answer.ReadAsync(await host.Proxy.Http.SendAsync(request));
        return JsonElement.Parse((answer.Result ?? throw new InvalidOperationException(answer.Body?.ToJsonString())).ToJsonString());
    }

    private static string Document()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "McpProxy.sln")))
        {
            root = root.Parent;
        }

        return File.ReadAllText(Path.Combine(root!.FullName, "tests", "McpProxy.UnitTests", "data", "openapi", "AMCWorkflow.json"));
    }
}

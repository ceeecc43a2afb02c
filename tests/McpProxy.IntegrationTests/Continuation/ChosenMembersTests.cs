using System.Text.Json;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>What an operator leaves out of answers is not in what is kept of them either.</summary>
public sealed class ChosenMembersTests
{
    private const string Chosen = """{ "id" : "wf-99"}""";
    private static readonly string Json = ContinuationHost.Workflows(100);

    [Fact]
    public async Task SelectOfTheTool_HoldsForTheWholeAnswer()
    {
        await using var host = await ContinuationHost.StartAsync(Json, response: """ "MaxItems": 10, "Continuation": "Artifact", "Select": [ "workflows.id", "nextToken" ] """);

        var list = (await host.SendAsync("tools/call", """{ "name": "list" }""")).GetProperty("result").GetProperty("structuredContent");
        var whole = await WholeAsync(host, list);

        Assert.Equal(100, list.GetProperty("original_count").GetInt32());
        Assert.Equal(100, whole.GetProperty("workflows").GetArrayLength());
        Assert.Equal(Chosen, whole.GetProperty("workflows")[99].GetRawText().Replace(" }", "}", StringComparison.Ordinal));
        Assert.False(whole.TryGetProperty("total", out _));
    }

    [Fact]
    public async Task SelectOfTheTool_HoldsWhereTheRouteKeepsIt()
    {
        await using var host = await ContinuationHost.StartAsync(
            Json, """ "MaxItems": 10, "Continuation": "Artifact", "Omit": [ "total" ] """, """ "Select": [ "workflows.id", "total" ] """);

        var list = (await host.SendAsync("tools/call", """{ "name": "list" }""")).GetProperty("result").GetProperty("structuredContent");
        var ofTool = await WholeAsync(host, list);
        using var response = await host.GetAsync("/lists/all");
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var ofRoute = await host.GetJsonAsync(answer.RootElement.GetProperty("_truncation")[0].GetProperty("resource").GetString()!);

        Assert.Equal(Chosen, ofTool.GetProperty("workflows")[99].GetRawText().Replace(" }", "}", StringComparison.Ordinal));
        Assert.False(ofTool.TryGetProperty("total", out _));
        Assert.False(ofRoute.TryGetProperty("total", out _));
        Assert.Equal(ContinuationHost.Workflow(99), ofRoute.GetProperty("workflows")[99].GetRawText());
    }

    private static async Task<JsonElement> WholeAsync(ContinuationHost host, JsonElement answer)
    {
        var content = await host.ReadAsync(answer.GetProperty("_truncation")[0].GetProperty("resource").GetString()!);
        return JsonSerializer.Deserialize<JsonElement>(content.GetProperty("text").GetString()!);
    }
}

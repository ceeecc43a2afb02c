using System.Text.Json;

namespace McpProxy.IntegrationTests.OpenApi.Sidecars;

/// <summary>The rules that are shipped with the Amazon Ads API MCP server.</summary>
public sealed class SharedSidecarTests
{
    private const string Advertiser = """ "Amazon-Advertising-API-ClientId": "c", "Amazon-Advertising-API-AdvertiserId": "a", "Amazon-Advertising-API-MarketplaceId": "m" """;

    [Fact]
    public async Task Workflows_AskedForByTheOldNames_AreCutToTenWithTheCursorWithheld()
    {
        await using var host = await StartAsync();
        host.Upstream.Body = $$"""{ "workflows": [ {{string.Join(',', Enumerable.Range(1, 100).Select(i => $$"""{ "workflowId": "w{{i}}" }"""))}} ], "nextToken": "more" }""";

        var result = await host.Proxy.CallAsync("amc_listWorkflows", $$"""{ "InstanceId": "amc1", {{Advertiser}} }""");

        Assert.True(host.Upstream.Requests.TryDequeue(out var request), result.ToString());
        Assert.Equal("GET /amc/reporting/amc1/workflows", UpstreamRequest.Parse(request).Line);
        using var answer = JsonDocument.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!);
        Assert.Equal(10, answer.RootElement.GetProperty("workflows").GetArrayLength());
        Assert.True(answer.RootElement.GetProperty("truncated").GetBoolean());
        Assert.Equal((100, 10), (answer.RootElement.GetProperty("original_count").GetInt32(), answer.RootElement.GetProperty("returned_count").GetInt32()));
        Assert.False(answer.RootElement.TryGetProperty("nextToken", out _));
        Assert.Contains("""{"pointer":"/nextToken","withheld":true}""", answer.RootElement.GetProperty("_truncation").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_ThatNameWhatIsNotThere_AreReportedOnceForTheFile()
    {
        await using var host = await StartAsync();

        Assert.Equal(
            "AMCWorkflow.transform.json: 'pagination.limit_param' names 'maxResults', which is no argument (listDataSources, listSchedules, listWorkflowExecutions and 1 more).",
            Assert.Single(host.Reports[0].Warnings, w => w.Contains(".transform.json", StringComparison.Ordinal)));
        Assert.Empty(host.Reports[0].Skipped);
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "ads": { "Document": "{{SharedDocuments.Folder()}}", "Cluster": "upstream", "Packages": "*" } } } }""", []);
}

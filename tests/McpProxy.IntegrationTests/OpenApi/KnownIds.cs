using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>What an agent would have found out before: ids of what the simulator has, and formats that the documents tell in words alone.</summary>
internal static class KnownIds
{
    /// <summary>Arguments of single operations, where others of the same name mean something else.</summary>
    private static readonly Dictionary<string, (string Argument, string Value)[]> ByOperation = new()
    {
        ["createWorkflow"] = [("workflowId", "made_by_a_test")],
        ["deleteWorkflow"] = [("workflowId", "made_by_a_test")],
        ["createSchedule"] = [("scheduleId", "made_by_a_test")],
        ["deleteSchedule"] = [("scheduleId", "made_by_a_test")],
        ["UpdateWorkflowExecution"] = [("status", "CANCELLED")],
    };

    /// <summary>Reads them.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonNode>> ReadAsync(Uri simulator)
    {
        using var client = new HttpClient { BaseAddress = simulator };
        async Task<JsonNode> Get(string path) => (await client.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken))!;
        var profile = (await Get("v2/profiles"))[0]!["profileId"]!;
        var sources = await Get("amc/reporting/amcinst1/dataSources?limit=2");
        var workflow = (await Get("amc/reporting/amcinst1/workflows"))["workflows"]![0]!["workflowId"]!;
        var execution = (await Get("amc/reporting/amcinst1/workflowExecutions"))["executions"]![0]!["workflowExecutionId"]!;
        var schedule = (await Get("amc/reporting/amcinst1/schedules"))["schedules"]![0]!["scheduleId"]!;
        using var export = await client.PostAsync("campaigns/export", JsonContent.Create(new { }), TestContext.Current.CancellationToken);
        return new Dictionary<string, JsonNode>
        {
            ["profileId"] = profile,
            ["Amazon-Advertising-API-Scope"] = profile.ToJsonString(),
            ["instanceId"] = "amcinst1",
            ["dataSourceId"] = sources["dataSources"]![0]!["dataSourceId"]!,
            ["nextToken"] = sources["nextToken"]!,
            ["limit"] = "2",
            ["workflowId"] = workflow,
            ["workflowExecutionId"] = execution,
            ["scheduleId"] = schedule,
            ["minCreationTime"] = "2026-01-01T00:00:00",
            ["maxCreationTime"] = "2026-02-01T00:00:00",
            ["exportId"] = JsonNode.Parse(await export.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["exportId"]!,
        };
    }

    public static IReadOnlyDictionary<string, JsonNode> For(string? operation, IReadOnlyDictionary<string, JsonNode> known)
    {
        var mine = new Dictionary<string, JsonNode>(known);
        foreach (var (argument, value) in operation is null ? [] : ByOperation.GetValueOrDefault(operation, []))
        {
            mine[argument] = value;
        }

        return mine;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class AmcTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    private const string Base = "/amc/reporting/amcinst1";

    [Theory]
    [InlineData("dataSources", "dataSources", "dataSourceId", "application/vnd.amcdatasources.v1+json")]
    [InlineData("workflows", "workflows", "workflowId", "application/vnd.amcworkflows.v1+json")]
    [InlineData("workflowExecutions", "executions", "workflowExecutionId", "application/vnd.amcworkflowexecutions.v1+json")]
    public async Task List_TenThousandItems_AreAllThereAndDifferent(string path, string member, string id, string mediaType)
    {
        using var response = await fixture.Client.GetAsync($"{Base}/{path}?items=10000&columns=2", TestContext.Current.CancellationToken);
        var items = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![member]!.AsArray();

        Assert.Equal(mediaType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(10_000, items.Count);
        Assert.Equal(10_000, items.Select(i => i![id]!.GetValue<string>()).Distinct().Count());
    }

    [Theory]
    [InlineData("dataSources")]
    [InlineData("dataSources/dsp_impressions_000000001")]
    [InlineData("workflows")]
    [InlineData("workflowExecutions")]
    public async Task AnyBody_OfAGivenSize_HasExactlyThatSizeAndIsJson(string path)
    {
        foreach (var size in new[] { 512, 12_345, 1_000_003 })
        {
            var body = await fixture.Client.GetByteArrayAsync($"{Base}/{path}?bytes={size}", TestContext.Current.CancellationToken);

            Assert.Equal(size, body.Length);
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(body).RootElement.ValueKind);
        }
    }

    [Fact]
    public async Task DataSources_Large_StreamsToTheEnd()
    {
        const long Size = 256L << 20;
        using var response = await fixture.Client.GetAsync($"{Base}/dataSources?bytes={Size}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[256 << 10];
        var received = 0L;
        while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
        {
            received += read;
        }

        Assert.Equal(Size, received);
        Assert.Equal(Size, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task DataSources_FiveWithTwentyColumns_AreAsAsked()
    {
        var body = await fixture.Client.GetJsonAsync($"{Base}/dataSources?items=5&columns=20");

        Assert.Equal(5, body["dataSources"]!.AsArray().Count);
        Assert.All(body["dataSources"]!.AsArray(), d => Assert.Equal(20, d!["columns"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("dataSources?items=23&limit=10", "dataSources")]
    [InlineData("workflows?limit=10", "workflows")]
    [InlineData("workflowExecutions?limit=15", "executions")]
    public async Task List_PageByPage_ReachesTheEnd(string path, string member)
    {
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await fixture.Client.GetJsonAsync($"{Base}/{path}{(token is null ? "" : $"&nextToken={token}")}");
            seen.AddRange(page[member]!.AsArray().Select(i => i!.ToJsonString()));
            token = page["nextToken"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.Equal(path.StartsWith("data", StringComparison.Ordinal) ? 23 : member == "workflows" ? 25 : 40, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task DataSource_ById_HasFiftyColumnsOrAsManyAsAsked()
    {
        var standard = await fixture.Client.GetJsonAsync($"{Base}/dataSources/dsp_clicks_000000007");
        var none = await fixture.Client.GetJsonAsync($"{Base}/dataSources/dsp_clicks_000000007?items=0");

        Assert.Equal("dsp_clicks_000000007", standard["dataSource"]!["dataSourceId"]!.GetValue<string>());
        Assert.Equal(50, standard["dataSource"]!["columns"]!.AsArray().Count);
        Assert.Empty(none["dataSource"]!["columns"]!.AsArray());
    }

    [Theory]
    [InlineData("dataSources/unknown", HttpStatusCode.NotFound)]
    [InlineData("workflows/unknown", HttpStatusCode.NotFound)]
    [InlineData("workflowExecutions/unknown", HttpStatusCode.NotFound)]
    [InlineData("dataSources?items=-1", HttpStatusCode.BadRequest)]
    [InlineData("dataSources?bytes=3", HttpStatusCode.BadRequest)]
    [InlineData("workflows?nextToken=%21", HttpStatusCode.BadRequest)]
    [InlineData("workflowExecutions?minCreationTime=1700000000", HttpStatusCode.BadRequest)]
    public async Task Get_WhatCannotBeAnswered_IsAProblem(string path, HttpStatusCode expected)
    {
        using var response = await fixture.Client.GetAsync($"{Base}/{path}", TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Workflow_CreatedChangedDeleted_IsSeenByItsInstanceOnly()
    {
        const string Mine = "/amc/reporting/mine/workflows";
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, Mine, """{"workflowId":"w","sqlQuery":"SELECT 1"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, Mine, """{"workflowId":"w","sqlQuery":"SELECT 1"}"""));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Put, Mine + "/w", """{"sqlQuery":"SELECT 2"}"""));

        var workflow = await fixture.Client.GetJsonAsync(Mine + "/w");
        Assert.Equal("""{"workflow":{"workflowId":"w","sqlQuery":"SELECT 2"}}""", workflow.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, Base + "/workflows/w"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "/eu" + Mine + "/w"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Delete, Mine + "/w"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Delete, Mine + "/w"));
    }

    [Fact]
    public async Task Execution_Started_GoesFromPendingToSucceededWhilePolled()
    {
        var started = await fixture.Client.SendForJsonAsync(HttpMethod.Post, "/amc/reporting/polled/workflowExecutions", """{"workflowId":"new_to_brand_1"}""");
        var path = $"/amc/reporting/polled/workflowExecutions/{started["workflowExecution"]!["workflowExecutionId"]}";
        var seen = new List<string> { StatusOf(started) };
        for (var i = 0; i < 3; i++)
        {
            seen.Add(StatusOf(await fixture.Client.GetJsonAsync(path)));
        }

        Assert.Equal(["PENDING", "PENDING", "RUNNING", "SUCCEEDED"], seen);
    }

    [Fact]
    public async Task Executions_CreatedInAPeriod_AreFiltered()
    {
        var page = await fixture.Client.GetJsonAsync($"{Base}/workflowExecutions?minCreationTime=2026-01-03T00:00:00&maxCreationTime=2026-01-05T06:00:00");

        Assert.Equal(
            ["2026-01-03T06:00:00Z", "2026-01-04T06:00:00Z", "2026-01-05T06:00:00Z"],
            page["executions"]!.AsArray().Select(e => e!["createTime"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Schedule_Written_IsReadChangedAndDeleted()
    {
        const string Path = "/amc/reporting/scheduled/schedules";
        Assert.Equal(5, (await fixture.Client.GetJsonAsync(Path))["schedules"]!.AsArray().Count);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, Path, """{"scheduleId":"mine","workflowId":"new_to_brand_1","aggregationPeriod":"Weekly"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, Path, """{"scheduleId":"mine","workflowId":"new_to_brand_1"}"""));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Post, Path, """{"scheduleId":"other","workflowId":"none"}"""));
        Assert.Equal("Weekly", (await fixture.Client.GetJsonAsync(Path + "/mine"))["schedule"]!["aggregationPeriod"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Put, Path + "/mine", """{"aggregationPeriod":"Daily"}"""));
        Assert.Equal("""{"schedule":{"aggregationPeriod":"Daily","scheduleId":"mine"}}""", (await fixture.Client.GetJsonAsync(Path + "/mine")).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Delete, Path + "/mine"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Delete, Path + "/mine"));
    }

    [Fact]
    public async Task DownloadUrls_OfAnExecution_LeadToFilesOnceItSucceeded()
    {
        var execution = (await fixture.Client.GetJsonAsync($"{Base}/workflowExecutions?limit=1"))["executions"]![0]!["workflowExecutionId"]!;

        var urls = await fixture.Client.GetJsonAsync($"{Base}/workflowExecutions/{execution}/downloadUrls");

        Assert.Equal(1000, (await fixture.Client.GetByteArrayAsync(urls["downloadUrls"]![0]!.GetValue<string>(), TestContext.Current.CancellationToken)).Length);
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, $"{Base}/workflowExecutions/none/downloadUrls"));
    }

    private static string StatusOf(JsonNode answer) => answer["workflowExecution"]!["status"]!.GetValue<string>();

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/vnd.amcworkflows.v1+json");
        using var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The presets of MediaNegotiation and QueryTime for the Amazon Ads API, through both doors.</summary>
public sealed class MediaPresetTests
{
    private const string Exports = "OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0L";

    [Theory]
    [InlineData("EM", "application/vnd.campaignsexport.v1+json")]
    [InlineData("EE", "application/vnd.adgroupsexport.v1+json")]
    [InlineData("EFE", "application/vnd.adsexport.v1+json")]
    [InlineData("FI", "application/vnd.adsexport.v1+json")]
    [InlineData("FQ", "application/vnd.targetsexport.v1+json")]
    public async Task Export_ById_IsAskedForInTheTypeItWasMadeIn(string suffix, string accept)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        using var response = await proxy.Http.GetAsync($"/exports/{Exports}{suffix}", TestContext.Current.CancellationToken);
        var result = await proxy.CallAsync("get_export", $$"""{ "exportId": "{{Exports}}{{suffix}}" }""");

        // The simulator answers 406 to any other type.
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(result.TryGetProperty("isError", out var isError) && isError.GetBoolean());
        Assert.Equal([accept, accept], simulator.Requests.Snapshot().Select(r => r.Header("Accept")));
    }

    [Theory]
    [InlineData("campaigns", "application/vnd.campaignsexport.v1+json")]
    [InlineData("adGroups", "application/vnd.adgroupsexport.v1+json")]
    public async Task Export_Started_HasTheTypeOfItsPathBothWays(string path, string type)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        using var body = new StringContent("""{"stateFilter":["ENABLED"]}""", new MediaTypeHeaderValue("application/json"));
        using var response = await proxy.Http.PostAsync($"/{path}/export", body, TestContext.Current.CancellationToken);
        await proxy.CallAsync($"export_{path}", """{ "stateFilter": ["ENABLED"] }""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.All(simulator.Requests.Snapshot(), r => Assert.Equal((type, type, """{"stateFilter":["ENABLED"]}"""), (r.Header("Content-Type"), r.Header("Accept"), r.Body)));
        Assert.Equal(2, simulator.Requests.Snapshot().Count);
    }

    [Fact]
    public async Task Accept_ThatTheCallerChose_IsKept()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/exports/{Exports}EM");
        request.Headers.Accept.Add(new("application/vnd.adsexport.v1+json"));
        using var response = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Theory]
    [InlineData("1700000000", "2023-11-14T22:13:20")]
    [InlineData("20240102", "2024-01-02T00:00:00")]
    [InlineData("2024-01-02T03:04:05+02:00", "2024-01-02T01:04:05")]
    public async Task Amc_TimesInTheQuery_AreSentInTheOneFormItTakes(string time, string expected)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        using var response = await proxy.Http.GetAsync($"/amc/reporting/amc1/workflowExecutions?limit=5&minCreationTime={Uri.EscapeDataString(time)}", TestContext.Current.CancellationToken);
        await proxy.CallAsync("list_executions", $$"""{ "limit": 5, "minCreationTime": "{{time}}" }""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var targets = simulator.Requests.Snapshot().Select(r => Uri.UnescapeDataString(r.RawTarget)).ToList();
        Assert.Equal(2, targets.Count);
        Assert.All(targets, t => Assert.EndsWith($"/amc/reporting/amc1/workflowExecutions?limit=5&minCreationTime={expected}", t, StringComparison.Ordinal));
        Assert.All(simulator.Requests.Snapshot(), r => Assert.Equal("application/vnd.amcworkflowexecutions.v1+json", r.Header("Accept")));
    }

    [Fact]
    public async Task Amc_TimeThatCannotBeRead_IsRefusedThroughBothDoors()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        using var response = await proxy.Http.GetAsync("/amc/reporting/amc1/workflowExecutions?minCreationTime=yesterday", TestContext.Current.CancellationToken);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var result = await proxy.CallAsync("list_executions", """{ "minCreationTime": "yesterday" }""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        foreach (var error in new[] { problem, result.GetProperty("_meta").GetProperty("mcpproxy/error") })
        {
            Assert.Equal(("invalid_arguments", "invalid_time"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
            Assert.Contains("ISO 8601", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
        }

        Assert.Empty(simulator.Requests.Snapshot());
    }

    private static async Task<RunningSimulator> StartSimulatorAsync()
    {
        var simulator = await SimulatorApp.StartAsync();
        simulator.Requests.Keep = 10;
        return simulator;
    }

    private static Task<ProxyHost> StartAsync(RunningSimulator simulator) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "ads": { "ClusterId": "up", "Match": { "Path": "/{**rest}" }, "Order": 9, "Transforms": [ { "MediaNegotiation": "ads" } ] },
              "amc": { "ClusterId": "up", "Match": { "Path": "/amc/{**rest}" }, "Transforms": [ { "QueryTime": "amc" }, { "MediaNegotiation": "amc" } ] }
            },
            "Clusters": { "up": { "Destinations": { "na": { "Address": "{{simulator.AddressOf("na")}}" } } } }
          },
          "Mcp": {
            "Tools": {
              "get_export": { "Route": "ads", "Request": "GET /exports/{exportId}", "Parameters": { "exportId": "string!" } },
              "export_campaigns": { "Route": "ads", "Request": "POST /campaigns/export", "Parameters": { "stateFilter": "string[]" } },
              "export_adGroups": { "Route": "ads", "Request": "POST /adGroups/export", "Parameters": { "stateFilter": "string[]" } },
              "list_executions": {
                "Route": "amc", "Request": "GET /amc/reporting/amc1/workflowExecutions",
                "Parameters": { "limit": "integer", "minCreationTime": "string" }
              }
            }
          },
          "McpProxy": {
            "MediaNegotiation": { "ads": { "Preset": "amazon-ads" }, "amc": { "Preset": "amazon-amc" } },
            "QueryTime": { "amc": { "Preset": "amazon-amc" } }
          }
        }
        """,
        builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddAmazonAds());
}

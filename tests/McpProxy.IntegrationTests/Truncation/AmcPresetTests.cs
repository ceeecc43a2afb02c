using System.Text.Json;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>The preset amazon-amc of Truncate: what of Amazon Marketing Cloud's lists reaches a caller, through both doors.</summary>
public sealed class AmcPresetTests
{
    [Theory]
    [InlineData("/amc/reporting/abc/dataSources", "dataSources", 5, 20, 3, 3)]
    [InlineData("/AMC/reporting/abc/datasources", "dataSources", 5, 20, 3, 3)]
    [InlineData("/amc/reporting/abc/dataSources/xyz", "columns", 50, 0, 5, 0)]
    [InlineData("/amc/reporting/abc/workflows", "workflows", 25, 0, 10, 0)]
    [InlineData("/amc/reporting/abc/workflowExecutions", "workflowExecutions", 10_000, 0, 10, 0)]
    [InlineData("/amc/audiences/connections", "connections", 30, 0, 10, 0)]
    [InlineData("/v2/campaigns", "campaigns", 30, 0, 30, 0)]
    public async Task List_IsCutByItsPath(string path, string member, int items, int columns, int keptItems, int keptColumns)
    {
        var inner = JsonSerializer.Serialize(Enumerable.Range(0, columns));
        var json = $$"""{"{{member}}":[{{string.Join(",", Enumerable.Range(0, items).Select(i => $$"""{"id":{{i}},"columns":{{inner}}}"""))}}],"nextToken":"page-2"}""";
        await using var upstream = await JsonUpstream.StartAsync(json, "application/vnd.amcworkflows.v1+json");
        await using var proxy = await StartAsync(upstream, path);

        var http = await proxy.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var mcp = (await proxy.CallAsync("list")).GetProperty("content")[0].GetProperty("text").GetString();

        Assert.Equal(http, mcp);
        using var answer = JsonDocument.Parse(http);
        var list = answer.RootElement.GetProperty(member);
        Assert.Equal(keptItems, list.GetArrayLength());
        Assert.All(list.EnumerateArray(), i => Assert.Equal(keptColumns, i.GetProperty("columns").GetArrayLength()));
        Assert.Equal(items == keptItems, answer.RootElement.TryGetProperty("nextToken", out _));
        if (items != keptItems)
        {
            Assert.True(answer.RootElement.GetProperty("truncated").GetBoolean());
            Assert.Equal((items, keptItems), (answer.RootElement.GetProperty("original_count").GetInt32(), answer.RootElement.GetProperty("returned_count").GetInt32()));
        }
    }

    [Theory]
    [InlineData("""{"instance":{"instanceId":"i","s3BucketRegion":null,"other":null},"nextToken":null}""", """{"instance":{"instanceId":"i","s3BucketRegion":"","other":null},"nextToken":""}""")]
    [InlineData("""{"instances":[{"instanceId":"i" },{"name":"n"},{"s3BucketRegion":"eu","instanceId":"j"}]}""", """{"instances":[{"instanceId":"i","s3BucketRegion":""},{"name":"n"},{"s3BucketRegion":"eu","instanceId":"j"}]}""")]
    [InlineData("""{"instanceId":"i","s3BucketRegion":"us"}""", """{"instanceId":"i","s3BucketRegion":"us"}""")]
    public async Task Instance_IsMended(string json, string expected)
    {
        await using var upstream = await JsonUpstream.StartAsync(json);
        await using var proxy = await StartAsync(upstream, "/amc/instances/i");

        Assert.Equal(expected, await proxy.Http.GetStringAsync(new Uri("/amc/instances/i", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal(expected, (await proxy.CallAsync("list")).GetProperty("content")[0].GetProperty("text").GetString());
    }

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string path) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" }, "Transforms": [ { "Truncate": "amc" } ] } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "all", "Request": "GET {{path}}" } } },
          "McpProxy": { "Truncate": { "amc": { "Preset": "amazon-amc" } } }
        }
        """,
        builder => builder.Services.AddMcpProxy(builder.Configuration).AddAmazonAds());
}

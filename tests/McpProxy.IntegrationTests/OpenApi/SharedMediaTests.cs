using System.Net.Http.Headers;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Transforms;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Media types of real documents, imported with their sidecars beside them.</summary>
public sealed class SharedMediaTests
{
    private const string Exports = "OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0L";

    private const string AskedById = """, "RouteTemplate": { "Transforms": [ { "MediaNegotiation": "exports" } ] }""";

    [Theory]
    [InlineData("EM", "application/vnd.campaignsexport.v1+json")]
    [InlineData("EE", "application/vnd.adgroupsexport.v1+json")]
    [InlineData("EFE", "application/vnd.adsexport.v1+json")]
    [InlineData("FI", "application/vnd.adsexport.v1+json")]
    [InlineData("FQ", "application/vnd.targetsexport.v1+json")]
    public async Task Export_ById_IsAskedForInItsType(string suffix, string expected)
    {
        await using var host = await StartAsync("ExportsSnapshots", AskedById);

        var called = await host.CallAsync("GetExport", $$"""{ "exportId": "{{Exports}}{{suffix}}", "Amazon-Advertising-API-ClientId": "c", "Amazon-Advertising-API-Scope": "s" }""");
        using var response = await host.Proxy.Http.GetAsync($"/exports/{Exports}{suffix}", TestContext.Current.CancellationToken);
        host.Upstream.Requests.TryDequeue(out var sent);

        Assert.Equal((expected, expected), (called.Headers["Accept"], UpstreamRequest.Parse(sent!).Headers["Accept"]));
    }

    [Fact]
    public async Task Export_Started_HasItsTypeBothWays()
    {
        const string Campaigns = "application/vnd.campaignsexport.v1+json";
        await using var host = await StartAsync("ExportsSnapshots");
        using var body = new StringContent("{}", new MediaTypeHeaderValue("application/json"));

        var called = await host.CallAsync("CampaignExport", """{ "adProductFilter": [ "SPONSORED_PRODUCTS" ], "Amazon-Advertising-API-ClientId": "c", "Amazon-Advertising-API-Scope": "s" }""");
        using var response = await host.Proxy.Http.PostAsync("/campaigns/export", body, TestContext.Current.CancellationToken);
        host.Upstream.Requests.TryDequeue(out var sent);

        Assert.All(new[] { called, UpstreamRequest.Parse(sent!) }, r => Assert.Equal((Campaigns, Campaigns), (r.Headers["Content-Type"], r.Headers["Accept"])));
    }

    [Fact]
    public async Task Document_WithPlainJsonAlone_CostsNothing()
    {
        await using var host = await StartAsync("AccountsProfiles");

        Assert.DoesNotContain("Produces", string.Concat(Assert.Single(host.Reports).Layers.Select(l => l.Json.ToString())), StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(string name, string options = "")
    {
        var folder = SharedDocuments.Folder();
        return ApiHost.StartWithAsync(
            $$"""
            { "Mcp": { "OpenApi": { "ads": { "Document": "{{name}}.json", "Cluster": "upstream" {{options}} } } },
              "McpProxy": { "MediaNegotiation": { "exports": { "Preset": "amazon-ads" } } } }
            """,
            [.. new[] { $"{name}.json", $"{name}.media.json" }.Select(f => (f, File.ReadAllText(Path.Combine(folder, f))))],
            builder => new McpProxyBuilder(builder.Services, builder.Configuration).AddTransforms().AddAmazonAds());
    }
}

using McpProxy.Configuration;
using McpProxy.IntegrationTests.EndToEnd;

namespace McpProxy.IntegrationTests.OpenApi.Packages;

/// <summary>The folder of the Amazon Ads API, of whose 55 documents three are there.</summary>
public sealed class SharedPackageTests
{
    private static readonly string[] CoreTools =
    [
        "ac_getProfileById", "ac_listProfiles", "ac_updateProfiles",
        "export_AdExport", "export_AdGroupExport", "export_CampaignExport", "export_GetExport", "export_TargetExport",
    ];

    [Theory]
    [InlineData("\"profiles,exports-snapshots\"")]
    [InlineData("[ \"core\" ]")]
    [InlineData("[ \"AccountsProfiles\", \"EXPORTS-SNAPSHOTS\", \"core\" ]")]
    public async Task AllowList_OfTwoPackages_YieldsExactlyEightTools(string packages)
    {
        await using var host = await StartAsync($"\"Packages\": {packages}");

        Assert.Equal(CoreTools, host.Tools);
        await using var client = await SdkClient.ConnectAsync(new Uri(host.Proxy.Address, "/mcp"), "2025-11-25", TestContext.Current.CancellationToken);
        var listed = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(CoreTools, listed.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AllowList_WithAnUnknownName_EndsTheStartWithIt()
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync("\"Packages\": \"core,nope,exports-snapshot\""));

        Assert.Equal(
            [
                "Mcp:OpenApi:ads:Packages: MCP225: There is no package 'exports-snapshot', which Packages names. Did you mean 'exports-snapshots'?",
                "Mcp:OpenApi:ads:Packages: MCP225: There is no package 'nope', which Packages names. The groups are amc, core, dsp, reporting, sponsored; 55 packages are in packages.json, and '*' stands for all documents.",
            ],
            refused.Errors.Select(e => e.ToString()));
    }

    [Fact]
    public async Task Defaults_OfWhichOneIsThere_AreThatOne()
    {
        await using var host = await StartAsync("");

        Assert.Equal(CoreTools[..3], host.Tools);
        Assert.Equal("packages.json has no document in the folder for accounts-ads-accounts, reporting-version-3.", host.Reports[0].Warnings[0]);
        Assert.Contains("McpProxy:Artifacts is not configured", Assert.Single(host.Reports[0].Warnings.Skip(1)), StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(string options) => ApiHost.StartWithAsync(
        $$"""{ "Mcp": { "OpenApi": { "ads": { "Document": "{{SharedDocuments.Folder()}}", "Cluster": "upstream", "PackagesVariables": [] {{(options.Length > 0 ? "," + options : "")}} } } } }""", []);
}

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Real documents of the Amazon Ads API, in a folder with what others keep beside them.</summary>
public sealed class SharedDocumentTests
{
    [Fact]
    public async Task Folder_WithSidecars_ImportsTheDocumentsAlone()
    {
        var folder = SharedDocuments.Folder();
        await using var host = await ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "ads": { "Document": "{{folder}}", "Packages": "*", "Cluster": "upstream", "OmitParameters": [ "Amazon-*" ] } } } }""", []);

        Assert.Equal(25, host.Tools.Count);
        Assert.All(host.Tools, t => Assert.DoesNotContain("Amazon-", host.SchemaOf(t).GetProperty("properties").ToString(), StringComparison.Ordinal));
    }
}

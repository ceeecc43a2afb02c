using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.IntegrationTests.EndToEnd;
using ModelContextProtocol.Protocol;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Real documents of the Amazon Ads API: every tool of theirs is called by a real client, and what the upstream gets is held against the document.</summary>
public sealed class SharedDocumentTests
{
    public static TheoryData<string> Documents { get; } = [.. SharedDocuments.Names];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task EveryTool_CalledByAClient_SendsWhatTheDocumentSays(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(SharedDocuments.Folder(), name + ".json"), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(text);
        await using var host = await ApiHost.StartAsync("\"Prefix\": \"ads\"", (name + ".json", text));
        await using var client = await SdkClient.ConnectAsync(new Uri(host.Proxy.Address, "/mcp"), "2025-11-25", TestContext.Current.CancellationToken);
        var tools = (await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).ToDictionary(t => t.Name);
        var check = new DocumentCheck(document.RootElement);
        host.Upstream.Requests.Clear();

        foreach (var (id, method, path, operation) in check.Operations)
        {
            var arguments = new ArgumentGenerator(tools[$"ads_{id}"].JsonSchema).Make();
            var result = await client.CallToolAsync($"ads_{id}", ToDictionary(arguments), cancellationToken: TestContext.Current.CancellationToken);

            Assert.False(result.IsError, $"{id} {arguments}: {(result.Content.FirstOrDefault() as TextContentBlock)?.Text}");
            Assert.True(host.Upstream.Requests.TryDequeue(out var request), id);
            check.Check(method, path, operation, arguments, UpstreamRequest.Parse(request));
        }

        Assert.Equal(check.Operations.Count(), tools.Count);
        Assert.Empty(Assert.Single(host.Reports).Skipped);
    }

    [Fact]
    public async Task Folder_WithSidecars_ImportsTheDocumentsAlone()
    {
        var folder = SharedDocuments.Folder();
        await using var host = await ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "ads": { "Document": "{{folder}}", "Cluster": "upstream", "OmitParameters": [ "Amazon-*" ] } } } }""", []);

        Assert.Equal(25, host.Tools.Count);
        Assert.All(host.Tools, t => Assert.DoesNotContain("Amazon-", host.SchemaOf(t).GetProperty("properties").ToString(), StringComparison.Ordinal));
    }

    private static Dictionary<string, object?> ToDictionary(JsonObject arguments) => arguments.ToDictionary(a => a.Key, a => (object?)a.Value);
}

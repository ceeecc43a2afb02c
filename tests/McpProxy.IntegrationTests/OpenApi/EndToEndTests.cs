using System.Text.Json;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.Captures;
using McpProxy.IntegrationTests.EndToEnd;
using McpProxy.IntegrationTests.OpenApi.Reading;
using ModelContextProtocol.Protocol;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Every tool of a document is called by a real client with arguments made of its schema, on both engines; what the simulator gets and answers is held against the document.</summary>
public sealed class EndToEndTests
{
    private static readonly string[] Engines = ["Direct", "Sdk"];

    public static MatrixTheoryData<string, string> SharedWithEngines { get; } = new(SharedDocuments.Names, Engines);

    public static MatrixTheoryData<string, string> OwnWithEngines { get; } = new(["parameters-3.0.json", "bodies-3.0.json", "swagger-2.0.json"], Engines);

    [Theory]
    [MemberData(nameof(SharedWithEngines))]
    public async Task EveryTool_OfARealDocument_SendsAndAnswersWhatTheDocumentSays(string name, string engine)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(SharedDocuments.Folder(), name + ".json"), TestContext.Current.CancellationToken);
        await using var simulator = await SimulatorApp.StartAsync(options => options.KeepRequests = 10, TestContext.Current.CancellationToken);
        var ids = await KnownIds.ReadAsync(simulator.BaseAddress);

        var called = await CallAllAsync(name + ".json", text, engine, simulator, "\"Prefix\": \"ads\"", "", ids, (check, operation, result, _) =>
        {
            var mediaType = operation.Json.GetProperty("responses").EnumerateObject().First(r => r.Name.StartsWith('2')).Value.GetProperty("content").EnumerateObject().First().Name;
            var answer = JsonNode.Parse(Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
            var mistakes = string.Join("; ", check.CheckAnswer(operation, mediaType, answer));
            Assert.True(mistakes.Length == 0, $"{operation}: {mistakes} in {answer}");
        });

        Assert.Equal(new WrittenApi(JsonElement.Parse(text)).Operations.Count(), called);
    }

    [Theory]
    [MemberData(nameof(OwnWithEngines))]
    public async Task EveryTool_OfADocumentOfOurs_SendsWhatTheDocumentSays(string name, string engine)
    {
        await using var simulator = await SimulatorApp.StartAsync(options => options.KeepRequests = 10, TestContext.Current.CancellationToken);

        var called = await CallAllAsync(name, SomeDocument.Read(name).Text, engine, simulator, "\"BasePath\": \"/echo\"", "/echo", new Dictionary<string, JsonNode>(), (_, operation, result, request) =>
            Assert.Contains($"\"rawTarget\":\"{request.RawTarget}\"", result.Content.OfType<TextContentBlock>().First().Text.Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal));

        Assert.InRange(called, 4, 100);
    }

    /// <summary>Calls all tools of a document.</summary>
    /// <returns>How many there were.</returns>
    private static async Task<int> CallAllAsync(
        string name, string text, string engine, RunningSimulator simulator, string options, string basePath, IReadOnlyDictionary<string, JsonNode> ids, Action<DocumentCheck, WrittenOperation, CallToolResult, CapturedRequest> checkAnswer)
    {
        await using var host = await ApiHost.StartWithAsync(
            $$"""
            {
              "ReverseProxy": { "Clusters": { "simulator": { "Destinations": { "d": { "Address": "{{simulator.BaseAddress}}" } } } } },
              "Mcp": { "Engine": "{{engine}}", "OpenApi": { "api": { "Document": "{{name}}", "Cluster": "simulator", {{options}} } } }
            }
            """,
            [(name, text)]);
        await using var client = await SdkClient.ConnectAsync(new Uri(host.Proxy.Address, "/mcp"), "2025-11-25", TestContext.Current.CancellationToken);
        var tools = (await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).ToDictionary(t => t.Name);
        var api = new WrittenApi(JsonElement.Parse(text));
        var check = new DocumentCheck(api, basePath);
        var called = 0;
        foreach (var operation in api.Operations)
        {
            var entry = host.Reports[0].Entries.Single(e => e.Source == operation.ToString() || e.Source.StartsWith($"{operation} (", StringComparison.Ordinal));
            if (entry.Tool is null)
            {
                continue;
            }

            var arguments = new ArgumentGenerator(tools[entry.Tool].JsonSchema, KnownIds.For(WrittenApi.Text(operation.Json, "operationId"), ids)).Make();
            simulator.Requests.Clear();
            var result = await client.CallToolAsync(entry.Tool, arguments.ToDictionary(a => a.Key, a => (object?)a.Value), cancellationToken: TestContext.Current.CancellationToken);

            Assert.False(result.IsError, $"{operation} {arguments}: {(result.Content.FirstOrDefault() as TextContentBlock)?.Text}");
            var request = Assert.Single(simulator.Requests.Snapshot());
            check.Check(operation, arguments, UpstreamRequest.Of(request));
            checkAnswer(check, operation, result, request);
            called++;
        }

        Assert.Equal(tools.Count, called);
        return called;
    }
}

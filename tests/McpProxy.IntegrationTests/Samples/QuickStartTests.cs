using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.IntegrationTests.Simulator;
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpProxy.IntegrationTests.Samples;

/// <summary>McpProxy embedded in somebody else's YARP host, with that host's own files.</summary>
public sealed class QuickStartTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>, IAsyncLifetime
{
    private WebApplication? _app;

    private Uri Address => new(_app?.Urls.Single() ?? throw new InvalidOperationException("Not started."));

    public async ValueTask InitializeAsync()
    {
        _app = QuickStart.Program.Build(
        [
            "--contentRoot", ContentRoot(),
            "--Urls", "http://127.0.0.1:0",
            "--Logging:LogLevel:Default", "Error",
            "--ReverseProxy:Clusters:amazon-ads:Destinations:simulator:Address", fixture.Simulator.BaseAddress.ToString(),
        ]);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Fact]
    public async Task HttpDoor_ProxiedAndOwnRoutes_BothAnswer()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var direct = await fixture.Client.GetStringAsync("/v2/profiles", TestContext.Current.CancellationToken);

        Assert.Equal(direct, await client.GetStringAsync("/v2/profiles", TestContext.Current.CancellationToken));
        Assert.StartsWith("QuickStart", await client.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task McpDoor_ToolsCall_AnswersWhatTheHttpDoorAnswers()
    {
        await using var client = await ConnectAsync();
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await client.CallToolAsync(
            "get_profile",
            new Dictionary<string, object?> { ["profileId"] = "1043817530956285" },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["get_profile", "list_profiles"], tools.Select(t => t.Name).Order());
        Assert.NotEqual(true, result.IsError);
        var profile = await fixture.Client.GetJsonAsync("/v2/profiles/1043817530956285");
        Assert.True(JsonNode.DeepEquals(profile, JsonSerializer.SerializeToNode(result.StructuredContent)));
    }

    [Fact]
    public async Task McpDoor_UpstreamSaysNotFound_IsAToolError()
    {
        await using var client = await ConnectAsync();
        var result = await client.CallToolAsync(
            "get_profile",
            new Dictionary<string, object?> { ["profileId"] = "1" },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.IsError);
        Assert.Contains("There is no profile 1 in region na.", Assert.IsType<TextContentBlock>(result.Content[0]).Text, StringComparison.Ordinal);
    }

    private static string ContentRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "McpProxy.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, "samples", "QuickStart");
    }

    private Task<McpClient> ConnectAsync() => McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = new Uri(Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
        cancellationToken: TestContext.Current.CancellationToken);
}

using System.Text.Json.Nodes;
using AdsSimulator;
using ModelContextProtocol.Protocol;

namespace McpProxy.IntegrationTests.EndToEnd;

public sealed class SdkClientTests
{
    private const string Message = "Grüße & 100 %";

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct", "2026-07-28")]
    [InlineData("Direct", "2025-11-25")]
    [InlineData("Direct", "2025-06-18")]
    [InlineData("Direct", "2025-03-26")]
    [InlineData("Sdk", "2026-07-28")]
    [InlineData("Sdk", "2025-11-25")]
    public async Task McpClient_AnyRevision_ListsAndCallsTools(string engine, string revision)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var simulator = await SimulatorApp.StartAsync(cancellationToken: cancellationToken);
        using var files = new GatewayFiles(simulator.BaseAddress, engine);
        await using var gateway = await RunningGateway.StartAsync(files);
        await using var client = await SdkClient.ConnectAsync(gateway.Mcp, revision, cancellationToken);

        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        Assert.Equal(["echo", "endless", GatewayFiles.MarkerTool(0), "slow"], tools.Select(tool => tool.Name));

        var result = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["message"] = Message }, cancellationToken: cancellationToken);
        Assert.NotEqual(true, result.IsError);
        var echo = JsonNode.Parse(Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text)!;
        Assert.Equal(Message, echo.Query("message"));

        var failure = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["mesage"] = "x" }, cancellationToken: cancellationToken);
        Assert.True(failure.IsError);
        Assert.Equal("invalid_arguments", failure.Meta?["mcpproxy/error"]?["kind"]?.GetValue<string>());
    }
}

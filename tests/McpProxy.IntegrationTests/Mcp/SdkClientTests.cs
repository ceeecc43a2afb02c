using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The C# SDK's client as an impartial judge of both eras on both engines.</summary>
public sealed class SdkClientTests
{
    public static TheoryData<McpEngine, string> EnginesAndRevisions { get; } = new MatrixTheoryData<McpEngine, string>(
        [McpEngine.Direct, McpEngine.Sdk],
        ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]);

    [Theory]
    [MemberData(nameof(EnginesAndRevisions))]
    public async Task Client_AnyRevision_ListsAndCalls(McpEngine engine, string revision)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine, PageSize = 3 });
        await using var client = await ConnectAsync(server, revision);

        var tools = await client.ListToolsAsync();
        var result = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["message"] = "grüße" });

        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        Assert.Equal("test-server", client.ServerInfo!.Name); // Both eras of this server name themselves.
        Assert.Equal("Use the tools with care.", client.ServerInstructions);
        Assert.True(client.ServerCapabilities.Tools!.ListChanged);
        Assert.Null(client.ServerCapabilities.Resources);
        Assert.Null(client.ServerCapabilities.Prompts);
        Assert.Equal(["annotated", "echo", "numbers", "slow"], tools.Select(t => t.Name));
        Assert.NotEqual(true, result.IsError);
        Assert.Contains("gr", Assert.IsType<TextContentBlock>(result.Content.Single()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EnginesAndRevisions))]
    public async Task Client_CallReportsProgress_SeesIt(McpEngine engine, string revision)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        var seen = new TaskCompletionSource<ProgressNotificationValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(50, 100, "half", cancellationToken);
            await seen.Task.Soon(); // It must not wait for the result.
            return new FakeOutcome("done");
        });
        await using var client = await ConnectAsync(server, revision);

        var result = await client.CallToolAsync("slow", progress: new Sink(seen));

        Assert.Equal("done", Assert.IsType<TextContentBlock>(result.Content.Single()).Text);
        Assert.Equal(50, (await seen.Task.Soon()).Progress);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Client_AnnotatedArguments_SendsHeadersThatFit(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        await using var client = await ConnectAsync(server, "2026-07-28");
        await client.ListToolsAsync(); // It learns the annotations from the list.

        var result = await client.CallToolAsync("annotated", new Dictionary<string, object?> { ["region"] = "Åland", ["count"] = 42, ["flag"] = true });

        Assert.NotEqual(true, result.IsError);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Client_UnknownTool_GetsProtocolError(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        await using var client = await ConnectAsync(server, "2026-07-28");

        var exception = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("nothing"));

        Assert.Equal(McpErrorCode.InvalidParams, exception.ErrorCode);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Client_InSession_IsToldOfOtherTools(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        await using var client = await ConnectAsync(server, "2025-11-25");
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) =>
        {
            told.TrySetResult();
            return default;
        });

        server.Publish(SomeMcp.WithTools(2) with { Engine = engine });

        await told.Task.Soon();
        Assert.Equal(2, (await client.ListToolsAsync()).Count);
    }

    private static async Task<McpClient> ConnectAsync(McpServerFixture server, string revision)
    {
        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = server.Endpoint, TransportMode = HttpTransportMode.StreamableHttp });
        return await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = revision });
    }

    private sealed class Sink(TaskCompletionSource<ProgressNotificationValue> seen) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => seen.TrySetResult(value);
    }
}

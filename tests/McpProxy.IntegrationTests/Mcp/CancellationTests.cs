using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Who may stop a running call: in the modern era whoever hangs up, in a session only who says so.</summary>
public sealed class CancellationTests
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FakeOutcome> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ModernClientLeaves_CancelsTheUpstream(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var leaves = new CancellationTokenSource();
        var call = server.Client.SendAsync(McpMessages.ModernCall("slow"), leaves.Token);
        await _started.Task.Soon();

        await leaves.CancelAsync();

        await _cancelled.Task.Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(server.Log.Entries);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ModernClientLeavesItsStream_CancelsTheUpstream(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var opening = EventReader.OpenAsync(server.Client, McpMessages.ModernCall("slow"));
        await server.Time.WhenPendingAsync(2).Soon();
        server.Time.Advance(TimeSpan.FromSeconds(15));

        (await opening.Soon()).Dispose();

        await _cancelled.Task.Soon();
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_LegacyClientLeaves_RunsOnUntilItsEnd(McpEngine engine)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(engine, context =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            return Task.CompletedTask;
        });
        var session = await InitializeAsync(server);
        using var leaves = new CancellationTokenSource();
        var call = server.Client.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"slow"}""", session: session), leaves.Token);
        await _started.Task.Soon();

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await aborted.Task.Soon();
        var outcome = new FakeOutcome("late");
        _result.SetResult(outcome);
        await server.StopAsync();

        Assert.False(_cancelled.Task.IsCompleted);
        Assert.Equal(1, outcome.Disposals);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "5")]
    [InlineData(McpEngine.Direct, "\"five\"")]
    [InlineData(McpEngine.Sdk, "5")]
    [InlineData(McpEngine.Sdk, "\"five\"")]
    public async Task Cancelled_RunningCallOfTheSession_EndsWithoutAnswer(McpEngine engine, string id)
    {
        await using var server = await StartAsync(engine);
        var session = await InitializeAsync(server);
        var call = server.Client.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"slow"}""", id, session));
        await _started.Task.Soon();

        await server.Client.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", $$"""{"requestId":{{id}},"reason":"enough"}""", session));

        await _cancelled.Task.Soon();
        Assert.Empty(await (await call.Soon()).Content.ReadAsStringAsync());
        Assert.Empty(server.Log.Entries);
    }

    [Fact]
    public async Task Cancelled_CallOfAnotherSession_IsIgnored()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var session = await InitializeAsync(server);
        var call = server.Client.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"slow"}""", "5", session));
        await _started.Task.Soon();

        await server.Client.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", """{"requestId":5}""", await InitializeAsync(server)));
        await server.Client.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", """{"requestId":6}""", session));
        await server.Client.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", """{"reason":"no id"}""", session));
        _result.SetResult(new FakeOutcome("whole"));

        Assert.Contains("whole", await (await call.Soon()).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(_cancelled.Task.IsCompleted);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Stop_CallRuns_WaitsForItsResult(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var call = server.Client.SendAsync(McpMessages.ModernCall("slow"));
        await _started.Task.Soon();

        var stopping = server.StopAsync();
        _result.SetResult(new FakeOutcome("whole"));

        Assert.Contains("whole", await (await call.Soon()).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await stopping.Soon();
    }

    private async Task<McpServerFixture> StartAsync(McpEngine engine, RequestDelegate? before = null)
    {
        var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine }, before: before);
        server.Invoker.On("slow", RunAsync);
        return server;
    }

    private async ValueTask<ToolOutcome> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        _started.TrySetResult();
        try
        {
            return await _result.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }

    private static async Task<string> InitializeAsync(McpServerFixture server) =>
        (await server.Client.SendAsync(McpMessages.Initialize())).Headers.GetValues("Mcp-Session-Id").Single();
}

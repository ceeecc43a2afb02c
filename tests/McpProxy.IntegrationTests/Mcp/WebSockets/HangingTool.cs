using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>A tool whose call runs until it is cancelled.</summary>
internal sealed class HangingTool
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HangingTool(McpServerFixture server, string name) => server.Invoker.On(name, async (_, cancellationToken) =>
    {
        cancellationToken.Register(() => _cancelled.TrySetResult());
        _started.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new FakeOutcome("never");
    });

    public Task Started => _started.Task;

    public Task Cancelled => _cancelled.Task;
}

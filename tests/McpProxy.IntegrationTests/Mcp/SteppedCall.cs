using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The tool <c>slow</c>: reports progress 1, then whatever a test tells it to, and ends when it is told.</summary>
internal sealed class SteppedCall
{
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ICallProgress> _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SteppedCall(McpServerFixture server) => server.Invoker.On("slow", RunAsync);

    /// <summary>Completes when the call has been cancelled.</summary>
    public Task Cancelled => _cancelled.Task.Soon();

    public async Task StepAsync(int progress) => await (await _progress.Task.Soon()).ReportAsync(progress, null, null, CancellationToken.None);

    public void End() => _end.TrySetResult("done");

    public void Fail(Exception exception) => _end.TrySetException(exception);

    private async ValueTask<ToolOutcome> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        try
        {
            if (call.Progress is not null)
            {
                await call.Progress.ReportAsync(1, null, null, cancellationToken);
                _progress.TrySetResult(call.Progress);
            }

            return new FakeOutcome(await _end.Task.WaitAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }
}

namespace McpProxy.Mcp.Sessions;

/// <summary>Wakes one waiter; a pulse that nobody waits for is kept, once. Thread-safe.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = New();

    public void Set() => Volatile.Read(ref _next).TrySetResult();

    /// <summary>Waits for the next pulse, at most this long.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _next).Task.WaitAsync(timeout, time, cancellationToken);
            Volatile.Write(ref _next, New());
        }
        catch (TimeoutException)
        {
            // As good as a pulse.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace McpProxy.Mcp.Bridge;

/// <summary>Cancels what waits for a server that says nothing for too long, and when the caller gives up.</summary>
internal sealed class Silence : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    /// <param name="longest">Longest silence; infinite when there is no bound.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancelled">The caller gives up.</param>
    public Silence(TimeSpan longest, TimeProvider time, CancellationToken cancelled)
    {
        _longest = longest;
        _timer = new CancellationTokenSource(longest, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancelled);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether it was the silence that cancelled.</summary>
    public bool IsTooLong => _timer.IsCancellationRequested;

    /// <summary>Something was heard.</summary>
    public void Break() => _timer.CancelAfter(_longest);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}

namespace McpProxy.Mcp.Http;

/// <summary>Tells a reply once that its delay has passed. Used again by other replies: nearly every call is answered before.</summary>
internal sealed class DelayTimer : IDisposable, IAsyncDisposable
{
    private readonly ITimer _timer;
    private HttpReply? _reply;

    public DelayTimer(TimeProvider time) =>
        _timer = time.CreateTimer(static timer => ((DelayTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Start(HttpReply reply, TimeSpan delay)
    {
        Volatile.Write(ref _reply, reply);
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops it for the reply that started it.</summary>
    /// <returns>Whether it may be used again; otherwise it has fired, and disposing it waits for that to end.</returns>
    public bool Stop()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Interlocked.Exchange(ref _reply, null) is not null;
    }

    public void Dispose() => _timer.Dispose();

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>Comes too late when the reply has stopped it in this moment: then there is none, or another, which merely opens its stream early.</summary>
    private void Fire() => Interlocked.Exchange(ref _reply, null)?.OnDelay();
}

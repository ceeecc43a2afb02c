namespace McpProxy.Mcp.Sessions;

/// <summary>Something that runs for a session, and ends when it is told to or when the session ends. May be told at any time, also while it is being disposed.</summary>
internal sealed class SessionScope : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _cancellation;

    public SessionScope(CancellationToken sessionEnded)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(sessionEnded);
        Ended = _cancellation.Token;
    }

    /// <summary>Cancelled when it must end.</summary>
    public CancellationToken Ended { get; }

    public void End()
    {
        lock (_lock)
        {
            _cancellation?.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _cancellation?.Dispose();
            _cancellation = null;
        }
    }
}

namespace McpProxy.Mcp.WebSockets;

/// <summary>Counts the open connections, and bounds them.</summary>
internal sealed class WebSocketRegistry(McpMetrics metrics)
{
    private int _open;

    public int Count => Volatile.Read(ref _open);

    /// <summary>Registers a connection unless that many are open; end it with <see cref="Leave"/>.</summary>
    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _open) > limit)
        {
            Interlocked.Decrement(ref _open);
            return false;
        }

        metrics.WebSocketOpened();
        return true;
    }

    public void Leave(CloseReason reason)
    {
        Interlocked.Decrement(ref _open);
        metrics.WebSocketClosed(reason.Label);
    }
}

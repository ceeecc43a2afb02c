namespace McpProxy.Mcp.Connections;

/// <summary>Bounds on one connection.</summary>
/// <param name="MaxConcurrentCalls">Requests that run at the same time, and as many subscriptions.</param>
/// <param name="MaxQueuedBytes">Bytes of messages that may wait, each way.</param>
internal sealed record ConnectionLimits(int MaxConcurrentCalls, int MaxQueuedBytes)
{
    /// <summary>For a client that started this process: it can only hurt itself.</summary>
    public static ConnectionLimits None { get; } = new(int.MaxValue, int.MaxValue);
}

namespace McpProxy.Mcp.Changes;

/// <summary>Bounds the streams that wait for changes. Streams of calls are bounded with the calls.</summary>
internal sealed class StreamSlots
{
    private int _taken;

    /// <summary>Takes a slot unless that many are taken; give it back with <see cref="Release"/>.</summary>
    public bool TryTake(int limit)
    {
        if (Interlocked.Increment(ref _taken) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _taken);
}

namespace McpProxy.Dispatch;

/// <summary>Counts running calls against the configured limit.</summary>
internal sealed class CallGate
{
    private int _running;

    /// <summary>Calls now running.</summary>
    public int Running => Volatile.Read(ref _running);

    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _running) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _running);
        return false;
    }

    public void Exit() => Interlocked.Decrement(ref _running);
}

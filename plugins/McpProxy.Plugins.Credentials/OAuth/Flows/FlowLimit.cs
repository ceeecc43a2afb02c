namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>Bounds the flows that begin, as each is kept for more than an hour and a partner's token proves nothing of its holder.</summary>
internal sealed class FlowLimit(TimeProvider time)
{
    private const int MaxPerWindow = 300;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _windowStart = time.GetTimestamp();
    private int _count;

    /// <summary>Whether one more may begin.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_windowStart) >= Window)
            {
                _windowStart = time.GetTimestamp();
                _count = 0;
            }

            return ++_count <= MaxPerWindow;
        }
    }
}

namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>Bounds the flows that begin, for each owner and in all, as each is kept for more than an hour.</summary>
internal sealed class FlowLimit(TimeProvider time)
{
    private const int MaxOfOwner = 30;
    private const int MaxInAll = 3_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _begun = new(StringComparer.Ordinal);
    private long _windowStart = time.GetTimestamp();
    private int _count;

    /// <summary>Whether one more may begin.</summary>
    /// <param name="owner">Who begins it.</param>
    public bool TryBegin(string owner)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_windowStart) >= Window)
            {
                _windowStart = time.GetTimestamp();
                _begun.Clear();
                _count = 0;
            }

            var begun = _begun.GetValueOrDefault(owner) + 1;
            if (begun > MaxOfOwner || _count == MaxInAll)
            {
                return false;
            }

            _begun[owner] = begun;
            _count++;
            return true;
        }
    }
}

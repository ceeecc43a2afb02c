namespace AdsSimulator.Captures;

/// <summary>The last requests, with all headers and bodies. Keeps none until it is told how many. Thread-safe.</summary>
public sealed class RequestCaptures
{
    /// <summary>How much of a body is kept.</summary>
    public const int MaxBodyBytes = 1 << 20;

    private readonly Lock _gate = new();
    private readonly Queue<CapturedRequest> _requests = new();
    private int _keep;
    private long _count;

    internal RequestCaptures(int keep) => Keep = keep;

    /// <summary>How many requests to keep; 0 keeps none and costs nothing. Older ones give way.</summary>
    public int Keep
    {
        get => Volatile.Read(ref _keep);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            lock (_gate)
            {
                _keep = value;
                Trim();
            }
        }
    }

    /// <summary>The requests that are kept, oldest first.</summary>
    /// <param name="pathPrefix">Only those whose path, with its prefixes, begins so; empty for all.</param>
    public IReadOnlyList<CapturedRequest> Snapshot(string pathPrefix = "")
    {
        lock (_gate)
        {
            return [.. _requests.Where(r => r.Path.StartsWith(pathPrefix, StringComparison.Ordinal))];
        }
    }

    /// <summary>Forgets all requests.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    internal long NextNumber() => Interlocked.Increment(ref _count);

    internal void Add(CapturedRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            Trim();
        }
    }

    private void Trim()
    {
        while (_requests.Count > _keep)
        {
            _requests.Dequeue();
        }
    }
}

namespace McpProxy.Shaping.Continuation;

/// <summary>
/// Whose turn it is to search an artifact, or the tools by a regular expression. A search may read all there is, and keeps a thread busy for as long:
/// each caller does one at a time, and all of them together leave half the processors to everything else. Thread-safe.
/// </summary>
/// <param name="places">Searches at the same time.</param>
internal sealed class SearchTurns(int places) : IDisposable
{
    /// <summary>Searches of one caller, waiting ones included.</summary>
    public const int MaxPerCaller = 64;

    private readonly SemaphoreSlim _places = new(places);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    public SearchTurns()
        : this(Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <summary>Waits for a turn; dispose it when the search has ended.</summary>
    /// <param name="share">Whose bounds it counts for.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <returns>Null when too many of this caller are waiting.</returns>
    public async ValueTask<IDisposable?> EnterAsync(string share, CancellationToken cancellationToken)
    {
        if (Join(share) is not { } queue)
        {
            return null;
        }

        var isFirst = false;
        try
        {
            await queue.Turn.WaitAsync(cancellationToken);
            isFirst = true;
            await _places.WaitAsync(cancellationToken);
            return new Search(this, share, queue);
        }
        catch
        {
            Leave(share, queue, isFirst);
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    private Queue? Join(string share)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(share, out var queue))
            {
                _queues.Add(share, queue = new Queue());
            }

            if (queue.Count == MaxPerCaller)
            {
                return null;
            }

            queue.Count++;
            return queue;
        }
    }

    private void Leave(string share, Queue queue, bool isFirst)
    {
        if (isFirst)
        {
            queue.Turn.Release();
        }

        lock (_lock)
        {
            if (--queue.Count == 0)
            {
                _queues.Remove(share);
                queue.Turn.Dispose();
            }
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Count { get; set; }
    }

    private sealed class Search(SearchTurns turns, string share, Queue queue) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _ended, true))
            {
                turns._places.Release();
                turns.Leave(share, queue, isFirst: true);
            }
        }
    }
}

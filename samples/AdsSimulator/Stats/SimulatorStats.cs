using System.Collections.Concurrent;

namespace AdsSimulator.Stats;

/// <summary>Counts requests by path. Thread-safe.</summary>
public sealed class SimulatorStats
{
    /// <summary>Paths beyond this many are counted together as <c>(other)</c>, so that a long load test cannot grow the table.</summary>
    internal const int MaxPaths = 10_000;

    private readonly ConcurrentDictionary<string, PathCounter> _paths = new(StringComparer.Ordinal);
    private readonly PathCounter _total = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _knownPaths;
    private int _waiters;

    /// <summary>The figures now.</summary>
    public StatsSnapshot Snapshot() => new(
        _total.Read(),
        _paths.Select(p => (p.Key, Stats: p.Value.Read()))
            .Where(p => p.Stats is not { Requests: 0, InFlight: 0 })
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .ToDictionary(p => p.Key, p => p.Stats, StringComparer.Ordinal));

    /// <summary>Sets all counts to zero; requests in flight stay in flight.</summary>
    public void Reset()
    {
        _total.Reset();
        foreach (var counter in _paths.Values)
        {
            counter.Reset();
        }

        Signal();
    }

    /// <summary>Waits, without polling, until the figures fulfil a condition: for tests that need to know that a request has arrived or was cancelled.</summary>
    /// <param name="condition">Looked at now and after every change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WaitUntilAsync(Func<StatsSnapshot, bool> condition, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiters);
        try
        {
            while (true)
            {
                // Taken before the figures are read, so that a change in between is not missed.
                var changed = Volatile.Read(ref _changed).Task;
                if (condition(Snapshot()))
                {
                    return;
                }

                await changed.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    internal PathCounter Enter(string path)
    {
        var counter = Find(path);
        Begin(counter);
        Begin(_total);
        Signal();
        return counter;
    }

    internal void Leave(PathCounter counter, bool cancelledByCaller)
    {
        End(counter, cancelledByCaller);
        End(_total, cancelledByCaller);
        Signal();
    }

    private static void Begin(PathCounter counter)
    {
        Interlocked.Increment(ref counter.Requests);
        Interlocked.Increment(ref counter.InFlight);
    }

    private static void End(PathCounter counter, bool cancelledByCaller)
    {
        if (cancelledByCaller)
        {
            Interlocked.Increment(ref counter.CancelledByCaller);
        }

        Interlocked.Decrement(ref counter.InFlight);
    }

    private PathCounter Find(string path)
    {
        if (_paths.TryGetValue(path, out var known))
        {
            return known;
        }

        return Interlocked.Increment(ref _knownPaths) <= MaxPaths
            ? _paths.GetOrAdd(path, _ => new PathCounter())
            : _paths.GetOrAdd("(other)", _ => new PathCounter());
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        if (Volatile.Read(ref _waiters) > 0)
        {
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
        }
    }
}

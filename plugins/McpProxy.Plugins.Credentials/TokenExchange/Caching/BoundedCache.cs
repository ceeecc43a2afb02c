using System.Collections.Concurrent;

namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>Entries by key, of which those not used for longest go when there are too many. Thread-safe; a lookup takes no lock.</summary>
internal sealed class BoundedCache<TKey, TEntry>(int maxEntries, TimeProvider time)
    where TKey : notnull
    where TEntry : CacheEntry
{
    private const int PartRemoved = 10;

    private readonly ConcurrentDictionary<TKey, TEntry> _entries = new();
    private int _count;
    private int _isTrimming;

    public int Count => Volatile.Read(ref _count);

    public TEntry? Find(TKey key, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        entry.Use(now);
        return entry;
    }

    /// <summary>The entry of a key, made when there is none.</summary>
    public TEntry GetOrAdd(TKey key, Func<TEntry> create)
    {
        var now = time.GetUtcNow();
        while (true)
        {
            if (Find(key, now) is { } found)
            {
                return found;
            }

            var added = create();
            added.Use(now);
            if (_entries.TryAdd(key, added))
            {
                Interlocked.Increment(ref _count);
                Trim(now);
                return added;
            }
        }
    }

    public void Set(TKey key, TEntry entry)
    {
        var now = time.GetUtcNow();
        entry.Use(now);
        var isNew = true;
        _entries.AddOrUpdate(key, entry, (_, _) =>
        {
            isNew = false;
            return entry;
        });
        if (isNew)
        {
            Interlocked.Increment(ref _count);
            Trim(now);
        }
    }

    private void Remove(KeyValuePair<TKey, TEntry> entry)
    {
        if (_entries.TryRemove(entry))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Removes a part at once, so that looking for what to remove is rare.</summary>
    private void Trim(DateTimeOffset now)
    {
        if (Count <= maxEntries || Interlocked.Exchange(ref _isTrimming, 1) == 1)
        {
            return;
        }

        try
        {
            // What holds nothing goes first: credentials that somebody makes up must not push out those that are good.
            var excess = Count - maxEntries + (maxEntries / PartRemoved);
            foreach (var entry in _entries.ToArray().OrderBy(e => !e.Value.IsExpendable(now)).ThenBy(e => e.Value.LastUsed).Take(excess))
            {
                Remove(entry);
            }
        }
        finally
        {
            Volatile.Write(ref _isTrimming, 0);
        }
    }
}

using System.Collections.Concurrent;

namespace McpProxy.State;

/// <summary>Records in memory.</summary>
internal sealed class MemoryRecords(TimeProvider time) : IStateRecords
{
    private readonly ConcurrentDictionary<string, MemoryRecord> _records = new(StringComparer.Ordinal);
    private readonly Expiry _expiry = new(time);
    private long _lastVersion;

    public ValueTask<StateRecord?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        new(Find(key) is { } record ? new StateRecord(record.Value, record.Version) : null);

    public ValueTask<long> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        var record = Create(value, timeToLive);
        _records[key] = record;
        return new(record.Version);
    }

    public ValueTask<long?> TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        var record = Create(value, timeToLive);
        var current = Find(key);
        var isWritten = (current?.Version ?? 0) == expectedVersion
            && (current is null ? _records.TryAdd(key, record) : _records.TryUpdate(key, record, current));
        return new(isWritten ? record.Version : null);
    }

    public ValueTask<bool> TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        if (Find(key) is not { } record)
        {
            return new(false);
        }

        record.Expires = _expiry.In(timeToLive);
        return new(true);
    }

    public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default) =>
        new(_records.TryRemove(key, out var record) && !_expiry.HasPassed(record.Expires));

    private MemoryRecord Create(ReadOnlyMemory<byte> value, TimeSpan timeToLive)
    {
        var record = new MemoryRecord(value.ToArray(), Interlocked.Increment(ref _lastVersion), _expiry.In(timeToLive));
        if (_expiry.IsSweepDue())
        {
            RemoveExpired();
        }

        return record;
    }

    /// <summary>Finds a record that has not expired; one that has is removed, so that it cannot come back.</summary>
    private MemoryRecord? Find(string key)
    {
        if (!_records.TryGetValue(key, out var record))
        {
            return null;
        }

        if (!_expiry.HasPassed(record.Expires))
        {
            return record;
        }

        _records.TryRemove(KeyValuePair.Create(key, record));
        return null;
    }

    private void RemoveExpired()
    {
        foreach (var pair in _records)
        {
            if (_expiry.HasPassed(pair.Value.Expires))
            {
                _records.TryRemove(pair);
            }
        }
    }
}

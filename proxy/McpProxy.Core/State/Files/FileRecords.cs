using System.Collections.Concurrent;

namespace McpProxy.State.Files;

/// <summary>
/// Records that are read from memory and kept in a file. A write has ended when it is on the disk; writes of the same moment
/// share one trip there. That a record was touched is written with the next trip, or some seconds later: after a crash it may
/// expire that much earlier.
/// </summary>
internal sealed class FileRecords(TimeProvider time, long maxBytes) : IStateRecords
{
    /// <summary>What a record takes beside key and value, roughly.</summary>
    private const int Overhead = 64;

    /// <summary>Bytes of changes in one frame of a file that is written anew, roughly.</summary>
    private const int BatchSize = 1 << 20;

    private readonly Lock _lock = new(); // The order of changes in memory and in the file is one.
    private readonly ConcurrentDictionary<string, MemoryRecord> _records = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly Expiry _expiry = new(time);
    private StateBatch _next = new();
    private RecordWriter? _writer;
    private bool _wasOpen;
    private long _lastVersion;
    private long _bytes;

    public int Count => _records.Count;

    /// <summary>Bytes that the records take, roughly.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public ValueTask<StateRecord?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        if (!Volatile.Read(ref _wasOpen))
        {
            throw NotOpen();
        }

        return new(Find(key) is { } record ? new StateRecord(record.Value, record.Version) : null);
    }

    public async ValueTask<long> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken = default) =>
        (await PutAsync(key, value.ToArray(), null, timeToLive, cancellationToken))!.Value;

    public ValueTask<long?> TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken = default) =>
        PutAsync(key, value.ToArray(), expectedVersion, timeToLive, cancellationToken);

    public ValueTask<bool> TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Writer();
            if (Find(key) is not { } record)
            {
                return new(false);
            }

            record.Expires = _expiry.In(timeToLive);
            _touched.Add(key);
            return new(true);
        }
    }

    public async ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        Task written;
        lock (_lock)
        {
            var writer = Writer();
            if (Find(key) is not { } record)
            {
                return false;
            }

            Drop(key, record);
            StateChange.Write(_next.Changes, StateChangeKind.Remove, key, record.Version, default, default);
            written = _next.Written;
            writer.Wake();
        }

        await written.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Does what a change of the file says. Before <see cref="Open"/> alone.</summary>
    public void Apply(StateChange change)
    {
        _lastVersion = Math.Max(_lastVersion, change.Version);
        var current = _records.GetValueOrDefault(change.Key);
        switch (change.Kind)
        {
            case StateChangeKind.Put:
                Add(change.Key, new MemoryRecord(change.Value.ToArray(), change.Version, TimestampOf(change.Expires)));
                break;
            case StateChangeKind.Touch when current is not null:
                current.Expires = TimestampOf(change.Expires);
                break;
            case StateChangeKind.Remove when current is not null:
                Drop(change.Key, current);
                break;
        }
    }

    /// <summary>From now on records can be used.</summary>
    public void Open(RecordWriter writer)
    {
        lock (_lock)
        {
            _writer = writer;
            _wasOpen = true;
        }
    }

    /// <summary>From now on nothing can be written.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _writer = null;
        }
    }

    /// <summary>Takes the changes that are to be written next.</summary>
    /// <returns>Null when there are none.</returns>
    public StateBatch? TakeBatch()
    {
        lock (_lock)
        {
            foreach (var key in _touched)
            {
                if (Find(key) is { } record)
                {
                    StateChange.Write(_next.Changes, StateChangeKind.Touch, key, record.Version, ExpiryOf(record), default);
                }
            }

            _touched.Clear();
            return _next.Changes.WrittenCount == 0 ? null : Interlocked.Exchange(ref _next, new StateBatch());
        }
    }

    /// <summary>Takes everything, for a file that is written anew.</summary>
    /// <param name="covered">The changes that were to be written next; the records have them already.</param>
    /// <returns>Batches of changes.</returns>
    public IEnumerable<ReadOnlyMemory<byte>> TakeAll(out StateBatch covered)
    {
        KeyValuePair<string, MemoryRecord>[] records;
        long lastVersion;
        lock (_lock)
        {
            RemoveExpired();
            records = [.. _records];
            lastVersion = _lastVersion;
            _touched.Clear();
            covered = Interlocked.Exchange(ref _next, new StateBatch());
        }

        return Encode(records, lastVersion);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Encode(KeyValuePair<string, MemoryRecord>[] records, long lastVersion)
    {
        var batch = new StateBatch().Changes;
        StateChange.Write(batch, StateChangeKind.Version, "", lastVersion, default, default);
        foreach (var (key, record) in records)
        {
            StateChange.Write(batch, StateChangeKind.Put, key, record.Version, ExpiryOf(record), record.Value);
            if (batch.WrittenCount >= BatchSize)
            {
                yield return batch.WrittenMemory;
                batch.Clear();
            }
        }

        if (batch.WrittenCount > 0)
        {
            yield return batch.WrittenMemory;
        }
    }

    private async ValueTask<long?> PutAsync(string key, byte[] value, long? expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        MemoryRecord record;
        Task written;
        lock (_lock)
        {
            var writer = Writer();
            var expires = _expiry.In(timeToLive);
            if (_expiry.IsSweepDue())
            {
                RemoveExpired();
            }

            var current = Find(key);
            if (expectedVersion is { } expected && (current?.Version ?? 0) != expected)
            {
                return null;
            }

            record = new MemoryRecord(value, _lastVersion + 1, expires);
            MakeRoom(SizeOf(key, record) - (current is null ? 0 : SizeOf(key, current)));
            _lastVersion = record.Version;
            Add(key, record);
            StateChange.Write(_next.Changes, StateChangeKind.Put, key, record.Version, ExpiryOf(record), value);
            written = _next.Written;
            writer.Wake();
        }

        await written.WaitAsync(cancellationToken);
        return record.Version;
    }

    private static long SizeOf(string key, MemoryRecord record) => key.Length + record.Value.Length + Overhead;

    private static InvalidOperationException NotOpen() => new("The state file is not open.");

    private RecordWriter Writer() => _writer ?? throw NotOpen();

    private void MakeRoom(long added)
    {
        if (added > 0 && _bytes + added > maxBytes)
        {
            RemoveExpired();
            if (_bytes + added > maxBytes)
            {
                throw new StateUnavailableException($"The records would take more than the {maxBytes} bytes of McpProxy:State:MaxBytes.");
            }
        }
    }

    private void Add(string key, MemoryRecord record)
    {
        _bytes += SizeOf(key, record) - (_records.TryGetValue(key, out var before) ? SizeOf(key, before) : 0);
        _records[key] = record;
    }

    private void Drop(string key, MemoryRecord record)
    {
        if (_records.TryRemove(KeyValuePair.Create(key, record)))
        {
            _bytes -= SizeOf(key, record);
        }
    }

    private MemoryRecord? Find(string key) =>
        _records.TryGetValue(key, out var record) && !_expiry.HasPassed(record.Expires) ? record : null;

    /// <summary>The file need not be told: it has the time at which they expire.</summary>
    private void RemoveExpired()
    {
        foreach (var (key, record) in _records)
        {
            if (_expiry.HasPassed(record.Expires))
            {
                Drop(key, record);
            }
        }
    }

    private long TimestampOf(DateTimeOffset expires) =>
        time.GetTimestamp() + (long)((expires - time.GetUtcNow()).TotalSeconds * time.TimestampFrequency);

    /// <summary>When a record expires, by a clock that other processes know.</summary>
    private DateTimeOffset ExpiryOf(MemoryRecord record) =>
        time.GetUtcNow() + TimeSpan.FromSeconds((record.Expires - time.GetTimestamp()) / (double)time.TimestampFrequency);
}

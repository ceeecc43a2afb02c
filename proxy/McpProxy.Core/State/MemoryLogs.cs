namespace McpProxy.State;

/// <summary>Logs in memory, bounded together. They are few and short-lived, so one lock guards them all.</summary>
internal sealed class MemoryLogs(TimeProvider time, Func<long> maxBytes) : IStateLogs
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<MemoryLog>> _logs = new(StringComparer.Ordinal);
    private readonly LinkedList<MemoryLog> _byUse = new(); // The one longest without an event comes first.
    private readonly Expiry _expiry = new(time);
    private long _size;

    public ValueTask<long> AppendAsync(string log, ReadOnlyMemory<byte> data, StateLogLimits limits, CancellationToken cancellationToken = default)
    {
        var copy = data.ToArray();
        lock (_lock)
        {
            if (_expiry.IsSweepDue())
            {
                RemoveExpired();
            }

            var target = Find(log) ?? Add(log);
            target.Expires = _expiry.In(limits.TimeToLive);
            _size -= target.Size;
            target.Append(copy, limits.MaxBytes);
            _size += target.Size;
            MakeRoom(target);
            return new(target.LastNumber);
        }
    }

    public ValueTask<StateLogPage> ReadAsync(string log, long after, int maxCount, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(Find(log)?.Read(after, maxCount) ?? new StateLogPage([], 0));
        }
    }

    public ValueTask<bool> TouchAsync(string log, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (Find(log) is not { } found)
            {
                return new(false);
            }

            found.Expires = _expiry.In(timeToLive);
            return new(true);
        }
    }

    public ValueTask<bool> RemoveAsync(string log, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(Find(log) is not null && Remove(_logs[log]));
        }
    }

    private MemoryLog? Find(string name)
    {
        if (!_logs.TryGetValue(name, out var node))
        {
            return null;
        }

        if (_expiry.HasPassed(node.Value.Expires))
        {
            Remove(node);
            return null;
        }

        return node.Value;
    }

    private MemoryLog Add(string name)
    {
        var log = new MemoryLog(name);
        _logs[name] = _byUse.AddLast(log);
        _size += log.Size;
        return log;
    }

    /// <summary>Removes whole logs rather than their oldest events: half a stream cannot be resumed.</summary>
    private void MakeRoom(MemoryLog latest)
    {
        var node = _logs[latest.Name];
        _byUse.Remove(node);
        _byUse.AddLast(node);
        var limit = maxBytes();
        while (_size > limit && _byUse.First is { } oldest)
        {
            Remove(oldest);
        }
    }

    private bool Remove(LinkedListNode<MemoryLog> node)
    {
        _byUse.Remove(node);
        _size -= node.Value.Size;
        return _logs.Remove(node.Value.Name);
    }

    private void RemoveExpired()
    {
        for (var node = _byUse.First; node is not null;)
        {
            var next = node.Next;
            if (_expiry.HasPassed(node.Value.Expires))
            {
                Remove(node);
            }

            node = next;
        }
    }
}

namespace McpProxy.Mcp.Changes;

/// <summary>
/// What one client must still be told: every change once, however often it happened meanwhile, in the order in which it
/// happened first. So it cannot grow beyond what the client subscribed to. Thread-safe; one reader.
/// </summary>
internal sealed class ChangeQueue
{
    private readonly Lock _lock = new();
    private List<Change>? _pending;
    private TaskCompletionSource? _waiter;

    /// <summary>Notes a change.</summary>
    public void Add(Change change)
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            _pending ??= new List<Change>(1);
            if (_pending.Contains(change))
            {
                return;
            }

            _pending.Add(change);
            (waiter, _waiter) = (_waiter, null);
        }

        waiter?.TrySetResult();
    }

    /// <summary>Takes the oldest change.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryTake(out Change change)
    {
        lock (_lock)
        {
            change = default;
            if (_pending is not { Count: > 0 })
            {
                return false;
            }

            change = _pending[0];
            _pending.RemoveAt(0);
            if (_pending.Count == 0)
            {
                _pending = null;
            }

            return true;
        }
    }

    /// <summary>Puts a change back that could not be told; it is told first when the client can be reached again.</summary>
    public void Return(Change change)
    {
        lock (_lock)
        {
            _pending ??= new List<Change>(1);
            if (!_pending.Contains(change))
            {
                _pending.Insert(0, change);
            }
        }
    }

    /// <summary>Waits until there is something to take. Whoever is told to stop is told so also when there is: it will not take it, and would ask for ever.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (_lock)
        {
            if (_pending is { Count: > 0 })
            {
                return Task.CompletedTask;
            }

            _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task.WaitAsync(cancellationToken);
        }
    }
}

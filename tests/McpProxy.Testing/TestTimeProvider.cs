namespace McpProxy.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire on the thread that moves it, in order of their time.</summary>
internal sealed class TestTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TestTimer> _timers = [];
    private readonly List<(Func<bool> IsMet, TaskCompletionSource Waiter)> _waiters = [];
    private DateTimeOffset _now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    // Not the frequency of TimeSpan ticks: exposes whoever mixes the two.
    public override long TimestampFrequency => 3_000_000;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => (long)((GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * (TimestampFrequency / (double)TimeSpan.TicksPerSecond));

    /// <summary>Completes when this many timers wait to fire: what is being tested has begun to wait.</summary>
    public Task WhenPendingAsync(int timers) => WhenAsync(() => _timers.Count(t => t.Due is not null) >= timers);

    /// <summary>Completes when a timer waits that fires after exactly this time: what is being tested has begun that wait, whatever else waits.</summary>
    public Task WhenDueAsync(TimeSpan after) => WhenAsync(() => _timers.Any(t => t.Due == _now + after));

    public void Advance(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (true)
        {
            TestTimer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                _now = next?.Due ?? end;
                next?.MoveOn();
            }

            if (next is null)
            {
                return;
            }

            next.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <param name="isMet">Asked under the lock.</param>
    private Task WhenAsync(Func<bool> isMet)
    {
        lock (_lock)
        {
            if (isMet())
            {
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((isMet, waiter));
            return waiter.Task;
        }
    }

    private void TellWaiters()
    {
        foreach (var met in _waiters.Where(w => w.IsMet()).ToList())
        {
            met.Waiter.TrySetResult();
            _waiters.Remove(met);
        }
    }

    private sealed class TestTimer(TestTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner._now + dueTime;
                owner._timers.Remove(this);
                owner._timers.Add(this);
                owner.TellWaiters();
            }

            return true;
        }

        public void MoveOn() => Due = _period > TimeSpan.Zero ? Due + _period : null;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                Due = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

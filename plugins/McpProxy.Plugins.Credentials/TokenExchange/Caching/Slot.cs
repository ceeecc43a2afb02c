namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>
/// The place of one result: what is there, who fetches it anew, and why that failed. Of many that need it at once one fetches
/// it, on behalf of nobody in particular: whoever stops waiting stops nothing.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="refusedFor">How long a refusal holds, and a renewal that failed is not repeated.</param>
internal sealed class Slot<T>(TimeProvider time, TimeSpan refusedFor) : CacheEntry
    where T : ExchangeResult
{
    /// <summary>How long a server that could not be reached is not asked again, so that callers do not wait for it one after the other.</summary>
    private static readonly TimeSpan _unreachableFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private T? _result;
    private Task<T>? _flight;
    private ProxyErrorException? _failure;
    private DateTimeOffset _failureEnds;
    private DateTimeOffset _nextRefresh;
    private DateTimeOffset _nextDrop;

    public override bool IsExpendable(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _flight is null && _result?.IsUsable(now) != true;
        }
    }

    /// <summary>The result: the one that is there, else a new one.</summary>
    /// <param name="fetch">Fetches a new one; bounded in time by itself.</param>
    /// <param name="fresh">Fetches a new one in any case, unless that is happening already.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProxyErrorException">There is none, and none can be had.</exception>
    public ValueTask<T> GetAsync(Func<Task<T>> fetch, bool fresh, CancellationToken cancellationToken)
    {
        Task<T> flight;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!fresh && _result is { } result && result.IsUsable(now))
            {
                if (now >= result.RefreshAt && now >= _nextRefresh && _flight is null)
                {
                    Start(fetch);
                }

                return new(result);
            }

            if (_flight is null && _failure is not null && now < _failureEnds)
            {
                return ValueTask.FromException<T>(_failure);
            }

            flight = _flight ?? Start(fetch);
        }

        return new(flight.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Drops a result that was refused before its time. A server that refuses whatever it is given must not make us fetch all
    /// the time, so this works once in a while only.
    /// </summary>
    /// <returns>Whether it was dropped.</returns>
    public bool Drop(T result)
    {
        lock (_lock)
        {
            return TryDrop(result);
        }
    }

    /// <summary>
    /// As <see cref="Drop"/>, for one of many whose requests were refused in the same moment: whoever finds that another was faster
    /// may try again just as well. Looking and dropping are one step, or both could be told no.
    /// </summary>
    /// <returns>Whether the result is no longer here: dropped now, or dropped or replaced by somebody else before.</returns>
    public bool GiveWay(T result)
    {
        lock (_lock)
        {
            return _result != result || TryDrop(result);
        }
    }

    private bool TryDrop(T result)
    {
        var now = time.GetUtcNow();
        if (_result != result || result.IsDropped || now < _nextDrop)
        {
            return false;
        }

        _nextDrop = now + refusedFor;
        _result = null;
        result.Drop();
        return true;
    }

    private Task<T> Start(Func<Task<T>> fetch)
    {
        // Elsewhere, as nothing foreign may run under the lock.
        var flight = Task.Run(() => RunAsync(fetch));
        _flight = flight;
        // A renewal may have nobody who waits for it; its failure is noted, not lost.
        _ = flight.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return flight;
    }

    private async Task<T> RunAsync(Func<Task<T>> fetch)
    {
        try
        {
            var result = await fetch();
            lock (_lock)
            {
                (_result, _failure, _flight) = (result, null, null);
                return result;
            }
        }
        catch (Exception e)
        {
            lock (_lock)
            {
                _flight = null;
                _nextRefresh = time.GetUtcNow() + refusedFor;
                Note(e as ProxyErrorException);
            }

            throw;
        }
    }

    /// <summary>What the other side has decided is remembered for long; what could not be reached may be there the next moment.</summary>
    private void Note(ProxyErrorException? failure)
    {
        var isUnreachable = failure?.Error.Kind is ProxyErrorKind.UpstreamUnreachable or ProxyErrorKind.Timeout;
        _failure = isUnreachable || failure?.Error.Kind is ProxyErrorKind.AuthRequired or ProxyErrorKind.RateLimited ? failure : null;
        var longest = isUnreachable && _unreachableFor < refusedFor ? _unreachableFor : refusedFor;
        var wait = failure?.Error.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : longest;
        _failureEnds = time.GetUtcNow() + (wait < longest ? wait : longest);
    }
}

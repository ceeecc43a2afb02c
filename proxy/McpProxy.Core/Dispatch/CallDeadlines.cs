using Microsoft.Extensions.ObjectPool;

namespace McpProxy.Dispatch;

/// <summary>
/// Starts the deadlines of calls on cancellation sources that are used again: a source with its timer and its lists of
/// registrations is 288 bytes that every call would make anew; it saves memory, not time.
/// </summary>
internal sealed class CallDeadlines(TimeProvider time)
{
    /// <summary>As many as calls run at the same time in a busy process; further ones are made and disposed.</summary>
    private const int MaxKept = 1024;

    private readonly ObjectPool<CancellationTokenSource> _sources = new DefaultObjectPoolProvider { MaximumRetained = MaxKept }.Create(new Policy());

    /// <summary>Starts a deadline. Disposing it takes it back; nobody may hold on to its token.</summary>
    public CallDeadline Start(TimeSpan timeout)
    {
        if (time != TimeProvider.System)
        {
            return new CallDeadline(new CancellationTokenSource(timeout, time), null); // Sources can only reset the system's timers.
        }

        var source = _sources.Get();
        source.CancelAfter(timeout);
        return new CallDeadline(source, _sources);
    }

    private sealed class Policy : IPooledObjectPolicy<CancellationTokenSource>
    {
        public CancellationTokenSource Create() => new();

        public bool Return(CancellationTokenSource obj) => obj.TryReset(); // The pool disposes one that is cancelled.
    }
}

using Microsoft.Extensions.ObjectPool;

namespace McpProxy.Mcp.Http;

/// <summary>Lends the timers of replies that are awaited; making one for each is 120 bytes per call.</summary>
internal sealed class DelayTimerPool(TimeProvider time)
{
    /// <summary>As many as calls run at the same time in a busy process; further ones are made and disposed.</summary>
    private const int MaxKept = 1024;

    private readonly ObjectPool<DelayTimer> _timers = new DefaultObjectPoolProvider { MaximumRetained = MaxKept }.Create(new Policy(time));

    public DelayTimer Rent() => _timers.Get();

    /// <summary>Takes a timer back, once it is certain that it does not fire any more.</summary>
    public ValueTask ReturnAsync(DelayTimer timer)
    {
        if (!timer.Stop())
        {
            return timer.DisposeAsync();
        }

        _timers.Return(timer);
        return default;
    }

    private sealed class Policy(TimeProvider time) : IPooledObjectPolicy<DelayTimer>
    {
        public DelayTimer Create() => new(time);

        public bool Return(DelayTimer obj) => true;
    }
}

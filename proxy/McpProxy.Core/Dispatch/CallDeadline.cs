using Microsoft.Extensions.ObjectPool;

namespace McpProxy.Dispatch;

/// <summary>A running deadline of one call.</summary>
/// <param name="source">Is cancelled when the deadline passes.</param>
/// <param name="pool">Takes the source back; null disposes it.</param>
internal readonly struct CallDeadline(CancellationTokenSource source, ObjectPool<CancellationTokenSource>? pool) : IDisposable
{
    public CancellationTokenSource Source => source;

    public void Dispose()
    {
        if (pool is null)
        {
            source.Dispose();
        }
        else
        {
            pool.Return(source);
        }
    }
}

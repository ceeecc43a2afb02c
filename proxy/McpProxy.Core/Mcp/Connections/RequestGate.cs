namespace McpProxy.Mcp.Connections;

/// <summary>
/// Lets a number of requests of one connection run at the same time; further ones wait in the order in which they came. The
/// connection is read on meanwhile, because cancellations, answers to our own requests and pongs come the same way.
/// </summary>
internal sealed class RequestGate(ConnectionLimits limits) : IDisposable
{
    /// <summary>About what a waiting request holds beside its message.</summary>
    private const int Overhead = 1024;

    private readonly SemaphoreSlim _running = new(limits.MaxConcurrentCalls);
    private long _waiting;

    /// <summary>Waits for a turn; give it back with <see cref="Leave"/>.</summary>
    /// <param name="size">Bytes of the message.</param>
    /// <param name="cancellationToken">The request was cancelled.</param>
    /// <returns>False when too much waits already.</returns>
    public ValueTask<bool> EnterAsync(int size, CancellationToken cancellationToken) =>
        _running.Wait(0, CancellationToken.None) ? new(true) : QueueAsync(size + Overhead, cancellationToken);

    public void Leave() => _running.Release();

    public void Dispose() => _running.Dispose();

    private async ValueTask<bool> QueueAsync(int cost, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Add(ref _waiting, cost) > limits.MaxQueuedBytes)
            {
                return false;
            }

            await _running.WaitAsync(cancellationToken);
            return true;
        }
        finally
        {
            Interlocked.Add(ref _waiting, -cost);
        }
    }
}

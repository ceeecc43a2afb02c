using Microsoft.Extensions.Hosting;

namespace McpProxy.Lifecycle;

/// <summary>
/// Ties phases and parts to the life of the host. The host calls <c>Starting</c> before any listener opens, <c>Started</c>
/// when all do, and <c>Stopped</c> when the listeners are closed and calls have ended or ran out of time.
/// </summary>
internal sealed class LifecycleService(ProxyLifecycle lifecycle, LifecycleParts parts, IHostApplicationLifetime lifetime) : IHostedLifecycleService, IDisposable
{
    private CancellationTokenRegistration _onStopping;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _onStopping = lifetime.ApplicationStopping.Register(() => lifecycle.Enter(ProxyPhase.Drain));
        lifecycle.Enter(ProxyPhase.Startup);
        try
        {
            await parts.StartAsync(cancellationToken);
        }
        catch
        {
            await parts.StopAsync();
            throw;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        lifecycle.Enter(ProxyPhase.Operation);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The host's time for stopping may be over already; parts have their own.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        lifecycle.Enter(ProxyPhase.Shutdown);
        return parts.StopAsync();
    }

    public void Dispose() => _onStopping.Dispose();
}

namespace McpProxy.Host.Hosting;

/// <summary>Keeps the listener open for a while after readiness was withdrawn: load balancers look only every few seconds.</summary>
internal sealed class ShutdownNotice(TimeSpan duration, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the process was told to stop and before any service, the listener among them, is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (duration > TimeSpan.Zero)
        {
            await Task.Delay(duration, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

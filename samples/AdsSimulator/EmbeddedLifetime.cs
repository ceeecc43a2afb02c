namespace AdsSimulator;

/// <summary>Leaves SIGINT and SIGTERM to the process that hosts the simulator; it is stopped by disposing it.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

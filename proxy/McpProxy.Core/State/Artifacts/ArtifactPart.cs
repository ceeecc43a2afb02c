using McpProxy.Lifecycle;

namespace McpProxy.State.Artifacts;

/// <summary>Removes what former processes have left, lets go of artifacts when their time is over, and leaves nothing at the end.</summary>
internal sealed class ArtifactPart(ArtifactStore store, TimeProvider time) : ILifecyclePart
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private ITimer? _timer;

    public string Name => "artifacts";

    public bool IsCritical => false;

    public PartHealth Health => store.IsFailing ? new(PartState.Degraded, "Artifacts cannot be written; the log says why.") : PartHealth.Healthy;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        store.Open();
        _timer = time.CreateTimer(static store => ((ArtifactStore)store!).Sweep(), store, Period, Period);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _timer, null) is { } timer)
        {
            await timer.DisposeAsync();
        }

        store.Dispose();
    }
}

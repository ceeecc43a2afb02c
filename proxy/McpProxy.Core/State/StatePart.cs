using McpProxy.Lifecycle;
using McpProxy.State.Files;

namespace McpProxy.State;

/// <summary>Opens the state file before anything is served, and closes it after the last call. There is nothing to do for other stores.</summary>
internal sealed class StatePart(IStateStore store) : ILifecyclePart
{
    private readonly FileStateStore? _file = store as FileStateStore;

    public string Name => "state";

    public bool IsCritical => _file is not null;

    public PartHealth Health => _file?.Failure is null ? PartHealth.Healthy : new(PartState.Degraded, "The state file cannot be written; the log says why.");

    public Task StartAsync(CancellationToken cancellationToken) => _file is null ? Task.CompletedTask : Task.Run(_file.Open, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _file is null ? Task.CompletedTask : _file.CloseAsync();
}

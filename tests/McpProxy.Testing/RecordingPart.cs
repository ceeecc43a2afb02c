using System.Collections.Concurrent;
using McpProxy.Lifecycle;

namespace McpProxy.Testing;

/// <summary>A part that notes when it is started and stopped, and does what a test says.</summary>
internal sealed class RecordingPart(string name, ConcurrentQueue<string> events, bool isCritical = false) : ILifecyclePart
{
    public string Name => name;

    public bool IsCritical => isCritical;

    public PartHealth Health { get; set; } = PartHealth.Healthy;

    /// <summary>What a start does after it was noted.</summary>
    public Func<CancellationToken, Task> OnStart { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a stop does after it was noted.</summary>
    public Func<CancellationToken, Task> OnStop { get; set; } = _ => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        events.Enqueue($"start {name}");
        return OnStart(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        events.Enqueue($"stop {name}");
        return OnStop(cancellationToken);
    }
}

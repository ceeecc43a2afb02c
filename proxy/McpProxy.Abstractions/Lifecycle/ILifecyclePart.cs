namespace McpProxy.Lifecycle;

/// <summary>
/// Something that runs beside the calls: a connection to a store, a watcher, a sweeper. Parts are started one after the
/// other, in the order of their registration, before anything listens; they are stopped in reverse order, after the last
/// call has ended.
/// </summary>
public interface ILifecyclePart
{
    /// <summary>Its name in logs, metrics and <c>/health/ready</c>: short, lower case, e.g. <c>redis</c>. Anybody may see it.</summary>
    string Name { get; }

    /// <summary>
    /// Whether the proxy is of no use without it. A critical part that cannot start ends the start, and one that fails later
    /// withdraws readiness; without an optional part the proxy serves and is degraded.
    /// </summary>
    bool IsCritical { get; }

    /// <summary>How it is doing. Asked at every look at <c>/health/ready</c>: answer from what is known already. Default: healthy.</summary>
    PartHealth Health => PartHealth.Healthy;

    /// <summary>Starts it, within 30 seconds. An optional part that throws is started again later, after growing pauses.</summary>
    /// <param name="cancellationToken">The start is given up.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops it, within 5 seconds. Called once after a start that succeeded, and not at all after one that failed. Default: nothing.</summary>
    /// <param name="cancellationToken">The time is over.</param>
    Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

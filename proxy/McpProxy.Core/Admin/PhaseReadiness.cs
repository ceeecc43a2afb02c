using McpProxy.Lifecycle;

namespace McpProxy.Admin;

/// <summary>Not ready before the start is complete, and from the moment the process was asked to stop.</summary>
internal sealed class PhaseReadiness(ProxyLifecycle lifecycle) : IReadinessCheck
{
    public IEnumerable<ReadinessReason> Examine()
    {
        if (lifecycle.Phase < ProxyPhase.Operation)
        {
            yield return new("startup", ReadinessStatus.NotReady, "The process is starting.");
        }
        else if (lifecycle.Phase > ProxyPhase.Operation)
        {
            yield return new("shutdown", ReadinessStatus.NotReady, "The process is stopping: calls in flight are finished, new ones are refused.");
        }
    }
}

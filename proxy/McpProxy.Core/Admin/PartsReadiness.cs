using McpProxy.Lifecycle;

namespace McpProxy.Admin;

/// <summary>Not ready without a critical part; degraded while any other is not healthy.</summary>
internal sealed class PartsReadiness(LifecycleParts parts) : IReadinessCheck
{
    public IEnumerable<ReadinessReason> Examine() =>
        from p in parts.Examine()
        where p.Health.State != PartState.Healthy
        select new ReadinessReason(
            p.Part.Name,
            p.Part.IsCritical && p.Health.State == PartState.Failed ? ReadinessStatus.NotReady : ReadinessStatus.Degraded,
            p.Health.Reason ?? $"'{p.Part.Name}' is {(p.Health.State == PartState.Failed ? "failed" : "degraded")}.");
}

namespace McpProxy.Lifecycle;

/// <summary>When the first phase began, for hosts that know it better than the first use of the lifecycle.</summary>
/// <param name="Timestamp">Of the same clock as everything else.</param>
internal sealed record LifecycleOrigin(long Timestamp);

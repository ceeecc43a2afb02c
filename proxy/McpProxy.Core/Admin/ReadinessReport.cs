using McpProxy.Lifecycle;

namespace McpProxy.Admin;

/// <summary>The answer of <c>/health/ready</c>.</summary>
/// <param name="Status">The worst status among the reasons.</param>
/// <param name="Phase">What the process is doing with its life.</param>
/// <param name="Revision">The live configuration revision, from 1.</param>
/// <param name="Reasons">What is not as it should be; empty when ready.</param>
/// <param name="Parts">The state of each part by its name: <c>healthy</c>, <c>degraded</c> or <c>failed</c>.</param>
internal sealed record ReadinessReport(ReadinessStatus Status, ProxyPhase Phase, long Revision, IReadOnlyList<ReadinessReason> Reasons, IReadOnlyDictionary<string, string> Parts);

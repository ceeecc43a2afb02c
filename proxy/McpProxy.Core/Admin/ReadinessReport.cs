namespace McpProxy.Admin;

/// <summary>The answer of <c>/health/ready</c>.</summary>
/// <param name="Status">The worst status among the reasons.</param>
/// <param name="Revision">The live configuration revision, from 1.</param>
/// <param name="Reasons">What is not as it should be; empty when ready.</param>
internal sealed record ReadinessReport(ReadinessStatus Status, long Revision, IReadOnlyList<ReadinessReason> Reasons);

namespace McpProxy.Admin;

/// <summary>The answer of <c>/health/live</c>.</summary>
/// <param name="Status">Always <c>live</c>: a process that is not does not answer.</param>
/// <param name="Version">Version of this build.</param>
internal sealed record LivenessReport(string Status, string Version);

namespace McpProxy.Admin;

/// <summary>Why a process is not simply ready.</summary>
/// <param name="Check">What was looked at: <c>configuration</c>, <c>shutdown</c>, …</param>
/// <param name="Status">What follows from it.</param>
/// <param name="Detail">One sentence for the operator.</param>
/// <param name="Errors">The mistakes behind it, one line each; null when there are none.</param>
internal sealed record ReadinessReason(string Check, ReadinessStatus Status, string Detail, IReadOnlyList<string>? Errors = null);

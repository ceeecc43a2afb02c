namespace McpProxy.Host.Cli.Plans;

/// <summary>One thing that is different.</summary>
/// <param name="Where">The part of the tool: <c>arguments.filter.ids[]</c>, <c>result</c>, <c>request</c>.</param>
/// <param name="What">What was and what is, e.g. <c>type: string → integer</c>.</param>
/// <param name="IsBreaking">Whether a caller that was right before may be wrong now.</param>
internal sealed record PlannedChange(string Where, string What, bool IsBreaking);

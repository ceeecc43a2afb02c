namespace McpProxy.Mcp.Watching;

/// <summary>What a poll has found out.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Version">What the content is recognised by, to be given to the next poll; the one before it after a failure.</param>
internal readonly record struct PollResult(PollOutcome Outcome, ResourceVersion? Version);

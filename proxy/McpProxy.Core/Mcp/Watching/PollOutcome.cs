namespace McpProxy.Mcp.Watching;

/// <summary>How a poll for changes ended.</summary>
internal enum PollOutcome
{
    Unchanged,
    Changed,

    /// <summary>There was no answer that says anything about the content.</summary>
    Failed,
}

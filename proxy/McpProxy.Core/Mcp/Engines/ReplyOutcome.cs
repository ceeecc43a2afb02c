namespace McpProxy.Mcp.Engines;

/// <summary>How a request ended, as metrics tell it.</summary>
internal enum ReplyOutcome
{
    /// <summary>Not ended; also how a request ends whose caller left.</summary>
    None,
    Ok,

    /// <summary>A tool result that says <c>isError</c>.</summary>
    ToolError,

    /// <summary>A JSON-RPC error.</summary>
    Fault,

    /// <summary>The caller must authenticate.</summary>
    Challenged,
}

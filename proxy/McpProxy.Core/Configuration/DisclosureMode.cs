namespace McpProxy.Configuration;

/// <summary>How much of its tools an MCP endpoint lists.</summary>
public enum DisclosureMode
{
    /// <summary>Every tool.</summary>
    All,

    /// <summary>Tools that search the others, describe one, and call one.</summary>
    Search,

    /// <summary>Tools of groups are listed once the client has enabled them.</summary>
    Groups,
}

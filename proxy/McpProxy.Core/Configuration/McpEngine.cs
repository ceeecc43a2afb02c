namespace McpProxy.Configuration;

/// <summary>How MCP messages are processed.</summary>
public enum McpEngine
{
    /// <summary>Hot methods take our direct path, rare ones the SDK.</summary>
    Direct,

    /// <summary>Every method goes through the SDK's <c>McpServer</c>; slower, the same answers.</summary>
    Sdk,
}

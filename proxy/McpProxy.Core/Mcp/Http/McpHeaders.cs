namespace McpProxy.Mcp.Http;

/// <summary>Header names of the Model Context Protocol.</summary>
internal static class McpHeaders
{
    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string SessionId = "Mcp-Session-Id";
    public const string LastEventId = "Last-Event-ID";

    /// <summary>Prefix of the headers that repeat annotated arguments.</summary>
    public const string ParamPrefix = "Mcp-Param-";
}

namespace McpProxy.Mcp.Bridge;

/// <summary>The server no longer knows the session: it restarted, or the session expired.</summary>
internal sealed class SessionLostException(byte[]? answer = null) : Exception("The server no longer knows the session.")
{
    /// <summary>The server's own error, for the client when a new session does not help; null when it said nothing but 404.</summary>
    public byte[]? Answer => answer;
}

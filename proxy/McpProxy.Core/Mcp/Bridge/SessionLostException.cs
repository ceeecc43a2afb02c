namespace McpProxy.Mcp.Bridge;

/// <summary>The server no longer knows the session (404): it restarted, or the session expired.</summary>
internal sealed class SessionLostException() : Exception("The server no longer knows the session.");

namespace McpProxy.Mcp.Bridge;

/// <summary>The server gave no usable answer. The message is for the client, and shows nothing secret.</summary>
internal sealed class BridgeException(string message, Exception? inner = null) : Exception(message, inner);

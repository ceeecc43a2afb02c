namespace McpProxy.Mcp.Stdio;

/// <summary>A line of the input exceeds the limit of a message.</summary>
internal sealed class LineTooLongException() : Exception("A line exceeds the limit.");

namespace McpProxy.Tools;

/// <summary>MCP tool annotations, with the defaults of the HTTP method already applied.</summary>
internal readonly record struct ToolHints(bool ReadOnly, bool Idempotent, bool Destructive, bool OpenWorld);

namespace McpProxy.Tools;

/// <summary>MCP tool annotations, with what the HTTP method tells already applied; null where neither it nor the operator says.</summary>
internal readonly record struct ToolHints(bool? ReadOnly, bool? Idempotent, bool? Destructive, bool? OpenWorld);

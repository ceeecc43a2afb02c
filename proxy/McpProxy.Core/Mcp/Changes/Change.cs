namespace McpProxy.Mcp.Changes;

/// <summary>Something that changed.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Uri">The resource; null for lists.</param>
internal readonly record struct Change(ChangeKind Kind, string? Uri = null);

using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>What a reference leads to.</summary>
/// <param name="Node">The schema.</param>
/// <param name="DynamicAnchor">The dynamic anchor by which it was found, or null.</param>
internal sealed record ReferenceTarget(SchemaNode Node, string? DynamicAnchor);

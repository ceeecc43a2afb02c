namespace McpProxy.Tools.Schema.Compilation;

/// <summary>A subschema: a node of a document, and the resource it belongs to.</summary>
internal readonly record struct SchemaLocation(SchemaResource Resource, int Node);

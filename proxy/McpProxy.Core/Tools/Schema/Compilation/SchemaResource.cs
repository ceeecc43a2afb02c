using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>A schema with an identity of its own: the root of a document, or a subschema with <c>$id</c>.</summary>
internal sealed class SchemaResource(SchemaDocument document, int node, Uri baseUri, Dialect dialect)
{
    public SchemaDocument Document { get; } = document;

    /// <summary>The tape node of its root.</summary>
    public int Node { get; } = node;

    /// <summary>What relative references within it start from. Has no fragment.</summary>
    public Uri BaseUri { get; } = baseUri;

    public Dialect Dialect { get; } = dialect;

    /// <summary>Tape nodes by <c>$anchor</c> or <c>$dynamicAnchor</c>.</summary>
    public Dictionary<string, int> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Tape nodes by <c>$dynamicAnchor</c>.</summary>
    public Dictionary<string, int> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The compiled schemas of those dynamic anchors that some <c>$dynamicRef</c> asks for. Complete before the first validation.</summary>
    public Dictionary<string, SchemaNode> DynamicTargets { get; } = new(StringComparer.Ordinal);
}

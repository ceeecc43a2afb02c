using System.Text.Json;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Keywords;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>
/// Compiles a schema and everything it refers to. Works from a queue and not by recursion: a subschema is created when something
/// first refers to it and filled when its turn comes, so circles need no special care. What nothing refers to is not compiled.
/// </summary>
internal sealed class SchemaCompiler
{
    private readonly SchemaRegistry _registry;
    private readonly List<(SchemaLocation Location, SchemaNode Node)> _nodes = [];
    private readonly HashSet<string> _dynamicAnchors = new(StringComparer.Ordinal);
    private int _compiled;
    private bool _tooMany;

    private SchemaCompiler(SchemaCompilerOptions options, ICollection<SchemaError> errors)
    {
        Options = options;
        _registry = new SchemaRegistry(options, errors);
    }

    public SchemaCompilerOptions Options { get; }

    /// <returns>The compiled root, or null when there were errors.</returns>
    public static SchemaNode? Compile(JsonElement schema, SchemaCompilerOptions options, ICollection<SchemaError> errors)
    {
        var found = new List<SchemaError>();
        var root = new SchemaCompiler(options, found).Compile(schema);
        foreach (var error in found)
        {
            errors.Add(error);
        }

        return found.Count == 0 ? root : null;
    }

    /// <summary>The compiled schema of a location, created on first sight; reports what is no schema.</summary>
    public SchemaNode NodeFor(SchemaLocation location)
    {
        var document = location.Resource.Document;
        if (document.Compiled.TryGetValue(location.Node, out var node))
        {
            return node;
        }

        node = document.Compiled[location.Node] = new SchemaNode();
        if (document.Tape.Kind(location.Node) is not (JsonTokenType.StartObject or JsonTokenType.True or JsonTokenType.False))
        {
            Error(document, location.Node, $"must be a schema (an object, true or false), not {ValueText.Describe(document.Tape, location.Node)}");
        }
        else if (_nodes.Count < Options.MaxSubschemas)
        {
            // A subschema with an $id is a resource of its own.
            _nodes.Add((location with { Resource = document.ResourceAt(location.Node) ?? location.Resource }, node));
        }
        else if (!_tooMany)
        {
            _tooMany = true;
            Error(document, location.Node, $"the schema has more than {Options.MaxSubschemas} subschemas");
        }

        return node;
    }

    /// <summary>Follows the reference written at a node.</summary>
    public ReferenceTarget? Resolve(SchemaResource from, int node)
    {
        var reference = from.Document.Tape.GetString(node);
        if (SchemaUri.TryResolve(from.BaseUri, reference, out var uri, out var fragment)
            && _registry.Find(uri) is { } resource
            && TryFind(resource, fragment, out var target))
        {
            var location = new SchemaLocation(resource.Document.ResourceAround(target), target);
            var isDynamic = resource.DynamicAnchors.TryGetValue(fragment, out var anchored) && anchored == target;
            return new ReferenceTarget(NodeFor(location), isDynamic ? fragment : null);
        }

        Error(from.Document, node, $"\"{reference}\" leads nowhere; schemas outside of this one are never fetched, put it under '$defs'");
        return null;
    }

    /// <summary>Makes every schema with this dynamic anchor a possible target.</summary>
    public void UseDynamicAnchor(string anchor) => _dynamicAnchors.Add(anchor);

    public void Error(SchemaDocument document, int node, string message) => _registry.Error(document, node, message);

    private SchemaNode? Compile(JsonElement schema)
    {
        if (_registry.AddDocument(schema, SchemaUri.Default, isRoot: true) is not { } resource)
        {
            return null;
        }

        var root = NodeFor(new(resource, JsonTape.Root));
        do
        {
            CompilePending();
            LinkDynamicAnchors();
        }
        while (_compiled < _nodes.Count);

        if (_dynamicAnchors.Count > 0)
        {
            _nodes.ForEach(entry => entry.Node.TrackScope(entry.Location.Resource));
        }

        LoopFinder.Report(_nodes, this);
        return root;
    }

    private void CompilePending()
    {
        for (; _compiled < _nodes.Count; _compiled++)
        {
            var (location, node) = _nodes[_compiled];
            var source = new SubschemaSource(this, location);
            switch (source.Tape.Kind(location.Node))
            {
                case JsonTokenType.StartObject:
                    KeywordCatalog.Compile(source, node);
                    break;
                case JsonTokenType.False:
                    node.Complete(ValueKinds.None, [], null, null);
                    break;
            }
        }
    }

    /// <summary>Linking may compile more schemas, and these may read more documents: the caller repeats until nothing is new.</summary>
    private void LinkDynamicAnchors()
    {
        foreach (var resource in _registry.Resources.ToArray())
        {
            foreach (var anchor in _dynamicAnchors)
            {
                if (resource.DynamicAnchors.TryGetValue(anchor, out var node))
                {
                    resource.DynamicTargets[anchor] = NodeFor(new(resource, node));
                }
            }
        }
    }

    private static bool TryFind(SchemaResource resource, string fragment, out int node)
    {
        if (fragment.Length == 0 || fragment[0] == '/')
        {
            return TapePointer.TryFollow(resource.Document.Tape, resource.Node, fragment, out node);
        }

        return resource.Anchors.TryGetValue(fragment, out node);
    }
}

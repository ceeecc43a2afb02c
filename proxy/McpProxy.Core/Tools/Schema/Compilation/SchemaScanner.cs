using System.Collections.Frozen;
using System.Text.Json;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>
/// Finds the identities in a document: <c>$id</c>, <c>$anchor</c>, <c>$dynamicAnchor</c>. Looks only where schemas are known to
/// be: an <c>$id</c> inside an <c>enum</c> or an unknown keyword identifies nothing.
/// </summary>
internal sealed class SchemaScanner(SchemaDocument document, SchemaRegistry registry)
{
    private static readonly FrozenSet<string> SchemaKeywords = new[]
    {
        "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then",
        "unevaluatedItems", "unevaluatedProperties",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> SchemaArrayKeywords =
        new[] { "allOf", "anyOf", "oneOf", "prefixItems" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> SchemaMapKeywords =
        new[] { "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly JsonTape _tape = document.Tape;

    public void Scan() => Visit(JsonTape.Root, null);

    private void Visit(int node, SchemaResource? parent)
    {
        var resource = ResourceOf(node, parent);
        if (_tape.Kind(node) != JsonTokenType.StartObject)
        {
            return;
        }

        AddAnchor(node, "$anchor"u8, resource.Anchors, resource);
        AddAnchor(node, "$dynamicAnchor"u8, resource.DynamicAnchors, resource);
        for (var name = node + 1; name < _tape.Next(node); name = _tape.Next(name + 1))
        {
            VisitMember(_tape.GetString(name), name + 1, resource);
        }
    }

    private void VisitMember(string keyword, int value, SchemaResource resource)
    {
        var kind = _tape.Kind(value);
        if (SchemaKeywords.Contains(keyword))
        {
            Visit(value, resource);
        }
        else if (kind == JsonTokenType.StartArray && SchemaArrayKeywords.Contains(keyword))
        {
            for (var item = value + 1; item < _tape.Next(value); item = _tape.Next(item))
            {
                Visit(item, resource);
            }
        }
        else if (kind == JsonTokenType.StartObject && SchemaMapKeywords.Contains(keyword))
        {
            for (var name = value + 1; name < _tape.Next(value); name = _tape.Next(name + 1))
            {
                Visit(name + 1, resource);
            }
        }
    }

    private SchemaResource ResourceOf(int node, SchemaResource? parent)
    {
        var id = -1;
        var identified = _tape.Kind(node) == JsonTokenType.StartObject && _tape.TryGetProperty(node, "$id"u8, out id);
        if (!identified && parent is not null)
        {
            return parent;
        }

        var baseUri = parent?.BaseUri ?? document.Uri;
        if (identified)
        {
            baseUri = ReadId(id, baseUri);
        }

        var dialect = registry.DialectOf(document, node, parent?.Dialect ?? Dialect.Default);
        var resource = new SchemaResource(document, node, baseUri, dialect);
        document.Add(resource);
        registry.Add(resource, identified ? id : node);
        return resource;
    }

    private Uri ReadId(int id, Uri baseUri)
    {
        if (_tape.Kind(id) == JsonTokenType.String
            && SchemaUri.TryResolve(baseUri, _tape.GetString(id), out var uri, out var fragment)
            && fragment.Length == 0)
        {
            return uri;
        }

        registry.Error(document, id, "must be a URI reference without a fragment; use '$anchor' to name a place within a schema");
        return baseUri;
    }

    private void AddAnchor(int node, ReadOnlySpan<byte> keyword, Dictionary<string, int> anchors, SchemaResource resource)
    {
        if (!_tape.TryGetProperty(node, keyword, out var value))
        {
            return;
        }

        if (_tape.Kind(value) != JsonTokenType.String || !SchemaUri.IsAnchorName(_tape.GetString(value)))
        {
            registry.Error(document, value, "must be a name of letters, digits, '-', '_' and '.', beginning with a letter or '_'");
            return;
        }

        var anchor = _tape.GetString(value);
        if (resource.Anchors.TryGetValue(anchor, out var other) && other != node)
        {
            registry.Error(document, value, $"the anchor '{anchor}' is already taken in this schema");
        }

        resource.Anchors[anchor] = node;
        anchors[anchor] = node;
    }
}

using System.Text.Json.Nodes;

namespace McpProxy.Tools.Slimming;

/// <summary>What must be known of a whole schema before any of it can be shortened.</summary>
internal sealed class SchemaFacts
{
    private readonly HashSet<string> _rigid = new(StringComparer.Ordinal);
    private readonly JsonObject? _definitions;

    public SchemaFacts(JsonObject root)
    {
        _definitions = root["$defs"] as JsonObject;
        IsPlain = !root.ContainsKey("definitions");
        Read(root, mayRelax: true);
    }

    /// <summary>
    /// Whether parts may be made to take more: every reference leads to a definition, and nothing depends on what other keywords have looked at.
    /// </summary>
    public bool IsPlain { get; private set; }

    /// <summary>Whether a definition must stay as it is, because something takes less when the definition takes more.</summary>
    public bool IsRigid(string definition) => _rigid.Contains(definition);

    private void Read(JsonObject schema, bool mayRelax)
    {
        IsPlain &= SchemaShape.TryReadReference(schema, out var name)
            && !schema.ContainsKey("$dynamicRef") && !schema.ContainsKey("$anchor") && !schema.ContainsKey("$dynamicAnchor") && !schema.ContainsKey("$id")
            && !schema.ContainsKey("unevaluatedProperties") && !schema.ContainsKey("unevaluatedItems");
        if (!mayRelax && name is not null)
        {
            MakeRigid(name);
        }

        foreach (var (child, may) in SchemaShape.Children(schema))
        {
            Read(child, mayRelax && may);
        }
    }

    private void MakeRigid(string definition)
    {
        if (_rigid.Add(definition) && _definitions?[definition] is JsonObject schema)
        {
            Read(schema, mayRelax: false);
        }
    }
}

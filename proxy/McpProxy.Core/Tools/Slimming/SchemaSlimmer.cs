using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;

namespace McpProxy.Tools.Slimming;

/// <summary>
/// Makes what clients are shown of a schema. Each phase can be switched; none of them refuses a value that the whole schema takes:
/// <code>
/// 1 annotations   that say nothing of what is valid, and descriptions that only repeat a name
/// 2 descriptions  on one line, cut at a word
/// 3 enums, unions summed up in the description
/// 4 definitions   large ones without the members of their members
/// 5 oneOf         becomes anyOf where a branch may take more now
/// 6 definitions   that nothing refers to any more
/// </code>
/// </summary>
internal sealed class SchemaSlimmer(SlimmingConfig config)
{
    /// <summary>Schemas that are nested deeper are left as they are.</summary>
    private const int MaxDepth = 64;

    /// <summary>Less of a description says nothing.</summary>
    private const int Shortest = 20;

    private static readonly string[] Annotations = ["title", "example", "examples", "xml", "externalDocs", "$comment"];

    private readonly ConstraintSummary _summary = new(config);
    private SchemaFacts _facts = null!; // set before anything is read
    private bool _isRelaxed;

    /// <summary>Slims a schema.</summary>
    /// <param name="schema">An object schema.</param>
    /// <param name="hidden">Names of the properties of its root that are not shown.</param>
    public JsonElement Slim(JsonElement schema, IReadOnlyCollection<string> hidden)
    {
        var root = JsonNode.Parse(schema.GetRawText(), documentOptions: new JsonDocumentOptions { MaxDepth = 512 })!.AsObject();
        _isRelaxed = false;
        _facts = new SchemaFacts(root);
        Hide(root, hidden);
        Walk(root, depth: 0, mayRelax: _facts.IsPlain);
        ShortenDefinitions(root);
        if (_isRelaxed)
        {
            OpenUnions(root, 0, _facts);
        }

        if (config.UnusedDefinitions)
        {
            UnusedDefinitions.Remove(root);
        }

        return JsonSerializer.SerializeToElement(root, SlimmingJson.Default.JsonObject);
    }

    private static void Hide(JsonObject root, IReadOnlyCollection<string> hidden)
    {
        if (hidden.Count > 0 && root["properties"] is JsonObject properties)
        {
            foreach (var name in hidden)
            {
                properties.Remove(name);
            }
        }
    }

    private void Walk(JsonObject schema, int depth, bool mayRelax)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        if (config.Annotations)
        {
            RemoveAnnotations(schema);
        }

        if (schema["properties"] is JsonObject properties)
        {
            ShortenTexts(properties, SchemaNames.Required(schema));
        }

        if (config.MaxDescription > 0 && SchemaShape.Text(schema, "description") is { } text)
        {
            schema["description"] = ShortText.Cut(ShortText.OnOneLine(text), Math.Max(Shortest, depth <= 1 ? config.MaxDescription : config.MaxDescription / 2));
        }

        if (mayRelax)
        {
            _isRelaxed |= _summary.ShortenEnum(schema);
            // The arguments themselves, and what stands right in one, are what a model must get right.
            _isRelaxed |= depth > 1 && _summary.ShortenUnion(schema);
        }

        var definitions = schema["$defs"] as JsonObject;
        foreach (var (child, may) in SchemaShape.Children(schema))
        {
            var isDefinition = definitions is not null && ReferenceEquals(child.Parent, definitions);
            Walk(child, isDefinition ? 1 : depth + 1, mayRelax && may && !(isDefinition && _facts.IsRigid(child.GetPropertyName())));
        }
    }

    private void ShortenTexts(JsonObject properties, HashSet<string> required)
    {
        foreach (var (name, value) in properties)
        {
            if (value is not JsonObject member || SchemaShape.Text(member, "description") is not { } text)
            {
                continue;
            }

            if (config.Annotations && MemberText.RepeatsName(text, name))
            {
                member.Remove("description");
            }
            else if (config.MaxDescription > 0 && !required.Contains(name))
            {
                member["description"] = MemberText.WithoutOptional(text);
            }
        }
    }

    private static void RemoveAnnotations(JsonObject schema)
    {
        foreach (var name in schema.Select(m => m.Key).ToList())
        {
            // Clients repeat arguments in headers by this one.
            if (Array.IndexOf(Annotations, name) >= 0 || (name.StartsWith("x-", StringComparison.Ordinal) && name != "x-mcp-header"))
            {
                schema.Remove(name);
            }
        }
    }

    private void ShortenDefinitions(JsonObject root)
    {
        if (!_facts.IsPlain || config.MaxDefinitionBytes == 0 || root["$defs"] is not JsonObject definitions)
        {
            return;
        }

        foreach (var (name, value) in definitions.ToList())
        {
            if (value is JsonObject schema && !_facts.IsRigid(name) && DefinitionStub.CanBeMade(schema) && SizeOf(schema) > config.MaxDefinitionBytes)
            {
                definitions[name] = DefinitionStub.Make(schema, definitions);
                _isRelaxed = true;
            }
        }
    }

    private static int SizeOf(JsonObject schema) => JsonSerializer.SerializeToUtf8Bytes(schema, SlimmingJson.Default.JsonObject).Length;

    /// <summary>Of branches that take more than they did, a value may fit several.</summary>
    private static void OpenUnions(JsonObject schema, int depth, SchemaFacts facts)
    {
        if (schema["oneOf"] is JsonArray branches && !schema.ContainsKey("anyOf"))
        {
            schema.Remove("oneOf");
            schema["anyOf"] = branches;
        }
        else if (schema["oneOf"] is JsonArray besides)
        {
            schema.Remove("oneOf");
            var all = schema["allOf"] as JsonArray ?? [];
            schema["allOf"] = all;
            all.Add(new JsonObject { ["anyOf"] = besides });
        }

        if (depth < MaxDepth)
        {
            var definitions = schema["$defs"] as JsonObject;
            foreach (var (child, may) in SchemaShape.Children(schema))
            {
                if (may && !(ReferenceEquals(child.Parent, definitions) && facts.IsRigid(child.GetPropertyName())))
                {
                    OpenUnions(child, depth + 1, facts);
                }
            }
        }
    }
}

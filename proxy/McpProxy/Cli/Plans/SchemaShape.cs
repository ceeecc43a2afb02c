using System.Text.Json;

namespace McpProxy.Host.Cli.Plans;

/// <summary>What one schema says with its references and its <c>allOf</c> drawn together, so that two schemas can be compared keyword by keyword.</summary>
internal sealed class SchemaShape
{
    private static readonly HashSet<string> _texts = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$anchor", "$comment", "$defs", "definitions", "title", "description", "examples", "example", "default", "deprecated", "readOnly", "writeOnly", "discriminator", "format",
    };

    /// <summary>Whether it takes nothing at all: the schema <c>false</c>.</summary>
    public bool TakesNothing { get; private set; }

    /// <summary>The types it takes; null for all.</summary>
    public HashSet<string>? Types { get; private set; }

    public Dictionary<string, JsonElement> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>Every other keyword that decides what is valid.</summary>
    public Dictionary<string, JsonElement> Keywords { get; } = new(StringComparer.Ordinal);

    /// <summary>The branches of <c>anyOf</c>, else of <c>oneOf</c>; null for neither.</summary>
    public IReadOnlyList<JsonElement>? Branches { get; private set; }

    /// <summary>The references that led here, which tell apart what has been compared; empty for none.</summary>
    public string References { get; private set; } = "";

    /// <summary>Draws a schema together.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="root">The schema that references are resolved in.</param>
    public static SchemaShape Of(JsonElement schema, JsonElement root)
    {
        var shape = new SchemaShape();
        shape.Add(schema, root, []);
        return shape;
    }

    /// <summary>The same with one of its branches instead of all; only the references of the branch tell it apart.</summary>
    public SchemaShape With(JsonElement branch, JsonElement root)
    {
        var shape = new SchemaShape { TakesNothing = TakesNothing, Types = Types is null ? null : [.. Types] };
        shape.Required.UnionWith(Required);
        foreach (var (name, schema) in Properties)
        {
            shape.Properties.Add(name, schema);
        }

        foreach (var (name, value) in Keywords)
        {
            shape.Keywords.Add(name, value);
        }

        shape.Add(branch, root, []);
        return shape;
    }

    private void Add(JsonElement schema, JsonElement root, HashSet<string> followed)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            TakesNothing |= schema.ValueKind == JsonValueKind.False;
            return;
        }

        foreach (var member in schema.EnumerateObject())
        {
            Add(member, root, followed);
        }
    }

    private void Add(JsonProperty member, JsonElement root, HashSet<string> followed)
    {
        var (name, value) = (member.Name, member.Value);
        switch (name)
        {
            case "$ref" when value.ValueKind == JsonValueKind.String && Resolve(value.GetString()!, root) is { } target:
                References += $"{value.GetString()} ";
                if (followed.Add(value.GetString()!))
                {
                    Add(target, root, followed);
                }

                break;
            case "allOf" when value.ValueKind == JsonValueKind.Array:
                foreach (var part in value.EnumerateArray())
                {
                    Add(part, root, followed);
                }

                break;
            case "type":
                var types = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(t => t.ToString()).ToHashSet(StringComparer.Ordinal) : [value.ToString()];
                Types = Types is null ? types : [.. Types.Intersect(types)];
                break;
            case "required" when value.ValueKind == JsonValueKind.Array:
                Required.UnionWith(value.EnumerateArray().Select(r => r.ToString()));
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    AddTo(Properties, property.Name, property.Value, $"properties/{property.Name}");
                }

                break;
            case "anyOf" or "oneOf" when Branches is null && value.ValueKind == JsonValueKind.Array:
                Branches = [.. value.EnumerateArray()];
                break;
            default:
                if (!_texts.Contains(name) && !name.StartsWith("x-", StringComparison.Ordinal))
                {
                    AddTo(Keywords, name, value, name);
                }

                break;
        }
    }

    /// <summary>What two parts say of one thing is kept under a name of its own, where it can only be the same or not.</summary>
    private void AddTo(Dictionary<string, JsonElement> map, string name, JsonElement value, string told)
    {
        if (!map.TryAdd(name, value) && map[name].GetRawText() != value.GetRawText())
        {
            for (var i = 2; !Keywords.TryAdd($"{told} ({i})", value) && Keywords[$"{told} ({i})"].GetRawText() != value.GetRawText(); i++)
            {
            }
        }
    }

    private static JsonElement? Resolve(string reference, JsonElement root)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var at = root;
        foreach (var token in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = Uri.UnescapeDataString(token).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(key, out at))
            {
                return null;
            }
        }

        return at;
    }
}

using System.Text.Json.Nodes;

namespace McpProxy.Tools.Slimming;

/// <summary>What is shown of a large definition: its members, and of each no more than what kind of value it is.</summary>
internal static class DefinitionStub
{
    private const int MaxDescription = 80;
    private const int MaxEnum = 8;
    private const int MaxNames = 20;

    private static readonly string[] Kept = ["type", "description", "required", "additionalProperties", "nullable", "x-mcp-header"];
    private static readonly string[] KeptOfMembers = ["type", "format", "const", "default", "minimum", "maximum", "maxLength", "maxItems", "pattern"];

    /// <summary>Whether a definition is an object with members; one that is composed of others stays, as its branches say what it is.</summary>
    public static bool CanBeMade(JsonObject schema) =>
        schema["properties"] is JsonObject && !schema.ContainsKey("oneOf") && !schema.ContainsKey("anyOf") && !schema.ContainsKey("allOf") && !schema.ContainsKey("$ref")
        && !schema.ContainsKey("patternProperties");

    /// <summary>Makes it.</summary>
    /// <param name="schema">The definition.</param>
    /// <param name="definitions">All of them.</param>
    public static JsonObject Make(JsonObject schema, JsonObject definitions)
    {
        var stub = Copy(schema, Kept);
        if (stub["additionalProperties"] is JsonObject)
        {
            stub.Remove("additionalProperties");
        }

        var properties = new JsonObject();
        foreach (var (name, value) in schema["properties"]!.AsObject())
        {
            properties[name] = value is JsonObject member ? MakeMember(member, definitions) : value?.DeepClone();
        }

        stub["properties"] = properties;
        return stub;
    }

    private static JsonObject MakeMember(JsonObject member, JsonObject definitions)
    {
        var stub = Copy(member, KeptOfMembers);
        if (member["enum"] is JsonArray { Count: <= MaxEnum } values)
        {
            stub["enum"] = values.DeepClone();
        }

        var target = Target(member, definitions);
        if (!stub.ContainsKey("type") && target is not null && !ReferenceEquals(target, member) && target["type"] is { } type)
        {
            stub["type"] = type.DeepClone();
        }

        if (member["items"] is JsonObject items && Target(items, definitions)?["type"] is { } ofItems)
        {
            stub["items"] = new JsonObject { ["type"] = ofItems.DeepClone() };
        }

        if (Describe(member, target, definitions) is { Length: > 0 } description)
        {
            stub["description"] = description;
        }

        return stub;
    }

    private static string Describe(JsonObject member, JsonObject? target, JsonObject definitions)
    {
        var text = SchemaShape.Text(member, "description") ?? (target is null ? null : SchemaShape.Text(target, "description")) ?? "";
        text = text.Length > MaxDescription ? ShortText.Cut(text, MaxDescription) : text;
        var inner = member["items"] is JsonObject items ? Target(items, definitions) : target;
        if (inner?["properties"] is not JsonObject { Count: > 0 } properties)
        {
            return text;
        }

        var names = $"[{string.Join(", ", properties.Select(p => p.Key).Take(MaxNames))}{(properties.Count > MaxNames ? ", …" : "")}]";
        return text.Length == 0 ? names : $"{text} {names}";
    }

    /// <summary>The schema that counts: what a reference leads to, one step.</summary>
    private static JsonObject? Target(JsonObject schema, JsonObject definitions) =>
        SchemaShape.TryReadReference(schema, out var name) && name is not null ? definitions[name] as JsonObject : schema;

    private static JsonObject Copy(JsonObject schema, string[] names)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in schema)
        {
            if (Array.IndexOf(names, name) >= 0)
            {
                copy[name] = value?.DeepClone();
            }
        }

        return copy;
    }
}

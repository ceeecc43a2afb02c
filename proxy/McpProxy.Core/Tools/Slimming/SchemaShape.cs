using System.Text.Json.Nodes;

namespace McpProxy.Tools.Slimming;

/// <summary>Where schemas stand within a schema (JSON Schema 2020-12, 10 and 11). What stands elsewhere is data.</summary>
internal static class SchemaShape
{
    /// <summary>Keywords whose value is a schema, and where a schema that takes more makes the one around take more.</summary>
    private static readonly string[] Single = ["items", "additionalProperties", "propertyNames", "additionalItems"];

    /// <summary>The same, with a schema in each member.</summary>
    private static readonly string[] Maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    /// <summary>The same, with a list of schemas.</summary>
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    /// <summary>Keywords where a schema that takes more makes the one around take less, or it cannot be told.</summary>
    private static readonly string[] Rigid = ["not", "if", "then", "else", "contains", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];

    /// <summary>The schemas directly within a schema.</summary>
    /// <returns>Each with whether it may be made to take more.</returns>
    public static IEnumerable<(JsonObject Schema, bool MayRelax)> Children(JsonObject schema)
    {
        foreach (var (name, value) in schema.ToList())
        {
            if (Array.IndexOf(Maps, name) >= 0 && value is JsonObject map)
            {
                foreach (var member in map.Select(m => m.Value).OfType<JsonObject>().ToList())
                {
                    yield return (member, true);
                }
            }
            else if (Array.IndexOf(Lists, name) >= 0 && value is JsonArray list)
            {
                foreach (var item in list.OfType<JsonObject>().ToList())
                {
                    yield return (item, true);
                }
            }
            else if (value is JsonObject single && (Array.IndexOf(Single, name) >= 0 || Array.IndexOf(Rigid, name) >= 0))
            {
                yield return (single, Array.IndexOf(Single, name) >= 0);
            }
        }
    }

    /// <summary>The text of a keyword; null when it is something else or not there.</summary>
    public static string? Text(JsonObject schema, string keyword) => schema[keyword] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The name of the definition that a schema refers to.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The name; null when it refers to none, or to something within one.</param>
    /// <returns>False when the reference leads anywhere else.</returns>
    public static bool TryReadReference(JsonObject schema, out string? name)
    {
        const string definitions = "#/$defs/";
        name = null;
        if (!schema.ContainsKey("$ref"))
        {
            return true;
        }

        if (Text(schema, "$ref") is not { } reference || !reference.StartsWith(definitions, StringComparison.Ordinal) || reference.AsSpan(definitions.Length).ContainsAny('/', '%'))
        {
            return false;
        }

        name = reference[definitions.Length..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return true;
    }
}

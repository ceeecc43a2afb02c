using System.Text.Json;

namespace McpProxy.Tools.InputRules;

/// <summary>Reads <see cref="JsonTypes"/> from schemas and values.</summary>
internal static class JsonTypeNames
{
    /// <summary>The types of a <c>type</c> keyword: a name or a list of them.</summary>
    public static JsonTypes OfKeyword(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => Of(type.GetString()),
        JsonValueKind.Array => type.EnumerateArray().Aggregate(JsonTypes.None, (all, t) => all | OfKeyword(t)),
        _ => JsonTypes.Any,
    };

    /// <summary>The types of the values of an <c>enum</c>.</summary>
    public static JsonTypes OfValues(JsonElement values) => values.EnumerateArray().Aggregate(JsonTypes.None, (all, v) => all | OfValue(v));

    public static JsonTypes OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Number => JsonTypes.Number,
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Array => JsonTypes.Array,
        _ => JsonTypes.Object,
    };

    private static JsonTypes Of(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => JsonTypes.Any, // The schema's own check says so.
    };
}

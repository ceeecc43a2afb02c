using System.Text.Json.Nodes;
using McpProxy.Configuration;

namespace McpProxy.Tools.Slimming;

/// <summary>Says in the description what a long enum or union allows, instead of listing it.</summary>
internal sealed class ConstraintSummary(SlimmingConfig config)
{
    private const int ShownAtEachEnd = 4;
    private const int MaxShownValue = 40;

    /// <summary>Sums up an enum that is too long.</summary>
    /// <returns>Whether it was.</returns>
    public bool ShortenEnum(JsonObject schema)
    {
        if (config.MaxEnum == 0 || schema["enum"] is not JsonArray values || values.Count <= config.MaxEnum)
        {
            return false;
        }

        var shown = values.Count <= 2 * ShownAtEachEnd
            ? string.Join(", ", values.Select(Show))
            : $"{string.Join(", ", values.Take(ShownAtEachEnd).Select(Show))}, …, {string.Join(", ", values.Skip(values.Count - ShownAtEachEnd).Select(Show))}";
        if (!schema.ContainsKey("type") && values.All(v => v is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String))
        {
            schema["type"] = "string";
        }

        schema.Remove("enum");
        Describe(schema, $"One of {values.Count} values: {shown}.");
        return true;
    }

    /// <summary>Sums up a union that has too many branches.</summary>
    /// <returns>Whether it had.</returns>
    public bool ShortenUnion(JsonObject schema)
    {
        var isShortened = false;
        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            if (config.MaxUnion > 0 && schema[keyword] is JsonArray branches && branches.Count > config.MaxUnion)
            {
                schema.Remove(keyword);
                Describe(schema, $"One of {branches.Count} forms: {string.Join(", ", branches.Take(config.MaxUnion).Select(NameOf))}, ….");
                isShortened = true;
            }
        }

        return isShortened;
    }

    private static void Describe(JsonObject schema, string sentence)
    {
        var text = SchemaShape.Text(schema, "description");
        schema["description"] = string.IsNullOrWhiteSpace(text) ? sentence : $"{text.TrimEnd()}{(text.TrimEnd()[^1] is '.' or '…' or '!' or '?' ? "" : ".")} {sentence}";
    }

    private static string NameOf(JsonNode? branch) =>
        branch is JsonObject schema
            ? SchemaShape.TryReadReference(schema, out var name) && name is not null ? name : SchemaShape.Text(schema, "title") ?? SchemaShape.Text(schema, "type") ?? "any"
            : "any";

    private static string Show(JsonNode? value) => ShortText.Cut(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "null", MaxShownValue);
}

using System.Text.Json;
using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>What the schema of an argument plainly says of its values. Where it does not, nothing is known.</summary>
/// <param name="Types">The types it names, but for <c>null</c>.</param>
/// <param name="Format">Its format.</param>
/// <param name="HasTexts">Whether it lists allowed texts.</param>
/// <param name="Maximum">The largest number it takes.</param>
/// <param name="Items">What its items are; null when that is not known.</param>
internal sealed record ArgumentShape(IReadOnlySet<string> Types, string? Format, bool HasTexts, double? Maximum, ArgumentShape? Items)
{
    private const string Definitions = "#/$defs/";
    private const int MostSteps = 8;

    public bool IsList => Types.Contains("array");

    public bool IsNumber => (Types.Contains("integer") || Types.Contains("number")) && !IsText;

    public bool IsText => Types.Contains("string");

    /// <summary>Whether text cannot be its value, but JSON in text could.</summary>
    public bool IsStructure => (IsList || Types.Contains("object")) && !IsText;

    /// <summary>Whether a time can be its value.</summary>
    public bool IsTime => IsNumber || (IsText && !HasTexts && Format is null or "date" or "date-time");

    public static ArgumentShape Of(Argument argument, ToolDraft draft)
    {
        using var schema = JsonDocument.Parse(argument.Schema.Json);
        return Of(schema.RootElement, draft, 0);
    }

    private static ArgumentShape Of(JsonElement schema, ToolDraft draft, int step)
    {
        if (schema.ValueKind != JsonValueKind.Object || step > MostSteps)
        {
            return new ArgumentShape(new HashSet<string>(), null, false, null, null);
        }

        if (schema.TryGetProperty("$ref"u8, out var reference) && reference.GetString() is { } target && target.StartsWith(Definitions, StringComparison.Ordinal)
            && draft.Definitions.FirstOrDefault(d => d.Name == target[Definitions.Length..]).Json is { } json)
        {
            using var definition = JsonDocument.Parse(json);
            return Of(definition.RootElement, draft, step + 1);
        }

        return new ArgumentShape(
            TypesOf(schema),
            schema.TryGetProperty("format"u8, out var format) && format.ValueKind == JsonValueKind.String ? format.GetString() : null,
            schema.TryGetProperty("enum"u8, out var values) && values.ValueKind == JsonValueKind.Array && values.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.String),
            schema.TryGetProperty("maximum"u8, out var maximum) && maximum.ValueKind == JsonValueKind.Number ? maximum.GetDouble() : null,
            schema.TryGetProperty("items"u8, out var items) ? Of(items, draft, step + 1) : null);
    }

    private static HashSet<string> TypesOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type"u8, out var type))
        {
            return [];
        }

        return type.ValueKind == JsonValueKind.Array
            ? [.. type.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String && !t.ValueEquals("null"u8)).Select(t => t.GetString()!)]
            : type.ValueKind == JsonValueKind.String ? [type.GetString()!] : [];
    }
}

using System.Text.Json;

namespace McpProxy.Tools.InputRules;

/// <summary>Reads the shape of values out of JSON Schemas. What it does not understand may be anything.</summary>
/// <param name="root">The schema that <c>$ref</c> leads into.</param>
internal sealed class ShapeReader(JsonElement root)
{
    /// <summary>Schemas that are looked at for one value; unions of unions could be without end.</summary>
    private const int MaxSchemas = 500;

    private int _left;

    public ValueShape Read(JsonElement? schema)
    {
        _left = MaxSchemas;
        return schema is { } given ? ReadOne(given) : ValueShape.Any;
    }

    private ValueShape ReadOne(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || _left-- <= 0)
        {
            return ValueShape.Any;
        }

        var shape = new ValueShape(
            schema.TryGetProperty("type"u8, out var type) ? JsonTypeNames.OfKeyword(type) : JsonTypes.Any,
            [],
            schema.TryGetProperty("format"u8, out var format) && format.ValueKind == JsonValueKind.String ? format.GetString() : null,
            schema.TryGetProperty("items"u8, out var items) ? items : null);
        if (schema.TryGetProperty("enum"u8, out var values) && values.ValueKind == JsonValueKind.Array)
        {
            shape = shape.And(new ValueShape(JsonTypeNames.OfValues(values), [.. values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)], null, null));
        }

        if (schema.TryGetProperty("const"u8, out var value))
        {
            shape = shape.And(new ValueShape(JsonTypeNames.OfValue(value), value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [], null, null));
        }

        if (schema.TryGetProperty("$ref"u8, out var reference) && reference.ValueKind == JsonValueKind.String && Find(reference.GetString()!) is { } target)
        {
            shape = shape.And(ReadOne(target));
        }

        shape = Combine(shape, schema, "anyOf"u8);
        shape = Combine(shape, schema, "oneOf"u8);
        return schema.TryGetProperty("allOf"u8, out var all) && all.ValueKind == JsonValueKind.Array
            ? all.EnumerateArray().Aggregate(shape, (s, part) => s.And(ReadOne(part)))
            : shape;
    }

    private ValueShape Combine(ValueShape shape, JsonElement schema, ReadOnlySpan<byte> keyword) =>
        schema.TryGetProperty(keyword, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? shape.And(list.EnumerateArray().Select(ReadOne).Aggregate((a, b) => a.Or(b)))
            : shape;

    private JsonElement? Find(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        var at = root;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}

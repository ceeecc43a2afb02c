using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Schemas;

/// <summary>Writes the keywords of a schema that hold no other schema.</summary>
internal static class SchemaScalars
{
    private const int MostExampleBytes = 2048;

    private static readonly string[] Types = ["string", "integer", "number", "boolean", "object", "array", "null"];

    public static void WriteType(Utf8JsonWriter writer, JsonElement type, bool nullable)
    {
        var names = (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(NameOf) : [NameOf(type)]).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            // Not a type: everything may be.
            return;
        }

        if (nullable && !names.Contains("null"))
        {
            names.Add("null");
        }

        if (names.Count == 1)
        {
            writer.WriteString("type"u8, names[0]);
            return;
        }

        writer.WriteStartArray("type"u8);
        names.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }

    public static void WriteRequired(Utf8JsonWriter writer, JsonElement required, HashSet<string> hidden)
    {
        if (required.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var names = required.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!).Where(n => !hidden.Contains(n)).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("required"u8);
        names.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }

    public static void WriteEnum(Utf8JsonWriter writer, JsonElement values, bool nullable)
    {
        if (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0)
        {
            return;
        }

        writer.WriteStartArray("enum"u8);
        foreach (var value in values.EnumerateArray())
        {
            value.WriteTo(writer);
        }

        if (nullable && !values.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.Null))
        {
            writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }

    /// <summary>3.0 and 2.0 say with a boolean beside a bound whether the bound itself is a value.</summary>
    public static void WriteBound(Utf8JsonWriter writer, string name, JsonElement bound, Fragment schema)
    {
        if (bound.ValueKind != JsonValueKind.Number)
        {
            return;
        }

        var exclusive = name == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
        writer.WritePropertyName(schema.Is(exclusive) ? exclusive : name);
        bound.WriteTo(writer);
    }

    public static void WriteOther(Utf8JsonWriter writer, string name, JsonElement value)
    {
        switch (name)
        {
            case "exclusiveMinimum" or "exclusiveMaximum" when value.ValueKind == JsonValueKind.Number:
            case "multipleOf" when value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var divisor) && divisor > 0:
            case "uniqueItems" or "deprecated" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
            case "format" or "contentEncoding" or "contentMediaType" when value.ValueKind == JsonValueKind.String:
            case "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties" or "minContains" or "maxContains" when IsCount(value):
            case "dependentRequired" when IsMapOfNames(value):
            case "default" or "const":
                writer.WritePropertyName(name);
                value.WriteTo(writer);
                break;
            case "example" when value.GetRawText().Length <= MostExampleBytes:
                writer.WriteStartArray("examples"u8);
                value.WriteTo(writer);
                writer.WriteEndArray();
                break;
            case "examples" when value.ValueKind == JsonValueKind.Array && value.GetRawText().Length <= MostExampleBytes:
                writer.WritePropertyName(name);
                value.WriteTo(writer);
                break;
        }
    }

    private static string? NameOf(JsonElement type)
    {
        var name = type.ValueKind == JsonValueKind.String ? type.GetString()!.ToLowerInvariant() : "";
        // Swagger 2.0 has a type for uploads: they arrive as base64.
        return name == "file" ? "string" : Array.Find(Types, t => t == name);
    }

    private static bool IsCount(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0;

    private static bool IsMapOfNames(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().All(m => m.Value.ValueKind == JsonValueKind.Array && m.Value.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String));
}

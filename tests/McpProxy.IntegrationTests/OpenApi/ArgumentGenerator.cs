using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Makes a value that fits a schema, with every property it names, as deep as is useful. No two texts are the same, so that none can arrive for another.</summary>
/// <param name="root">The schema.</param>
/// <param name="known">Values of arguments by name: ids of what there is.</param>
internal sealed class ArgumentGenerator(JsonElement root, IReadOnlyDictionary<string, JsonNode>? known = null)
{
    private const int MaxDepth = 4;

    private int _count;

    public JsonObject Make() => (JsonObject)Make(root, 0)!;

    private JsonNode? Make(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "anything";
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Make(root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), depth);
        }

        foreach (var keyword in new[] { "const", "enum" })
        {
            if (schema.TryGetProperty(keyword, out var value))
            {
                return JsonNode.Parse((keyword == "enum" ? value[0] : value).GetRawText());
            }
        }

        foreach (var keyword in new[] { "oneOf", "anyOf" })
        {
            if (schema.TryGetProperty(keyword, out var choices))
            {
                return Make(choices[0], depth + 1);
            }
        }

        return MakeTyped(schema, TypeOf(schema), depth);
    }

    private JsonNode? MakeTyped(JsonElement schema, string type, int depth)
    {
        switch (type)
        {
            case "object":
                return MakeObject(schema, depth);
            case "array":
                var list = new JsonArray();
                var count = depth > MaxDepth ? 0 : 1;
                for (var i = 0; i < Math.Max(count, Number(schema, "minItems") ?? 0); i++)
                {
                    list.Add(schema.TryGetProperty("items", out var items) ? Make(items, depth + 1) : "item");
                }

                return list;
            case "integer" or "number":
                var number = Math.Max(++_count, Number(schema, "minimum") ?? Number(schema, "exclusiveMinimum") + 1 ?? 0);
                return Math.Min(number, Number(schema, "maximum") ?? Number(schema, "exclusiveMaximum") - 1 ?? number);
            case "boolean":
                return true;
            case "null":
                return null;
            default:
                return schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" ? "2026-01-02T03:04:05Z"
                    : schema.TryGetProperty("pattern", out _) ? "abcd" : schema.TryGetProperty("contentEncoding", out _) ? Convert.ToBase64String([1, 2, (byte)++_count]) : $"v{++_count}&a=b+c%n";
        }
    }

    private JsonObject MakeObject(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        Fill(made, schema, depth);
        if (made.Count == 0 && depth < MaxDepth && !schema.TryGetProperty("properties", out _) && !(schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False))
        {
            made["key"] = others.ValueKind == JsonValueKind.Object ? Make(others, depth + 1) : $"v{++_count}";
        }

        return made;
    }

    private void Fill(JsonObject made, JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Fill(made, root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), depth);
            return;
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()).ToHashSet() : [];
        foreach (var property in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
        {
            if (depth < MaxDepth || required.Contains(property.Name))
            {
                made[property.Name] = (depth == 0 ? known?.GetValueOrDefault(property.Name)?.DeepClone() : null) ?? Make(property.Value, depth + 1);
            }
        }

        foreach (var part in schema.TryGetProperty("allOf", out var parts) ? parts.EnumerateArray() : default)
        {
            Fill(made, part, depth);
        }
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            return type.ValueKind == JsonValueKind.String ? type.GetString()! : type[0].GetString()!;
        }

        return schema.TryGetProperty("properties", out _) || schema.TryGetProperty("allOf", out _) ? "object" : schema.TryGetProperty("items", out _) ? "array" : "string";
    }

    private static int? Number(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) && value.TryGetInt32(out var number) ? number : null;
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Makes a value that fits a schema, with every property it names, as deep as is useful.</summary>
internal sealed class ArgumentGenerator(JsonElement root)
{
    private const int MaxDepth = 4;

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
                return Math.Max(7, Number(schema, "minimum") ?? 7);
            case "boolean":
                return true;
            case "null":
                return null;
            default:
                return schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" ? "2026-01-02T03:04:05Z"
                    : schema.TryGetProperty("pattern", out _) ? "abcd" : $"text {depth}";
        }
    }

    private JsonObject MakeObject(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        Fill(made, schema, depth);
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
                made[property.Name] = Make(property.Value, depth + 1);
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

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace McpProxy.IntegrationTests.OpenApi.Reading;

/// <summary>Holds values against schemas as OpenAPI 3.0 and Swagger 2.0 have them, without what the importer makes of them.</summary>
/// <param name="api">The document.</param>
/// <param name="isRequest">Whether values are sent, so that <c>readOnly</c> ones must not be there.</param>
internal sealed class SchemaReader(WrittenApi api, bool isRequest)
{
    /// <summary>What is wrong with a value; empty when nothing is.</summary>
    public IEnumerable<string> Check(JsonNode? value, JsonElement schema, string at = "")
    {
        schema = api.Resolve(schema);
        if (value is null)
        {
            return Is(schema, "nullable") || Is(schema, "x-nullable") ? [] : [$"{at} is null"];
        }

        return
        [
            .. CheckType(value, schema, at),
            .. CheckValue(value, schema, at),
            .. value is JsonObject map ? CheckObject(map, schema, at) : [],
            .. value is JsonArray list ? CheckArray(list, schema, at) : [],
            .. CheckBranches(value, schema, at),
        ];
    }

    private static IEnumerable<string> CheckType(JsonNode value, JsonElement schema, string at)
    {
        var kind = value.GetValueKind();
        var fits = WrittenApi.Text(schema, "type") switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && decimal.IsInteger(value.GetValue<decimal>()),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
        return fits ? [] : [$"{at} is {kind} and not {WrittenApi.Text(schema, "type")}"];
    }

    private static IEnumerable<string> CheckValue(JsonNode value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(v => JsonNode.DeepEquals(JsonNode.Parse(v.GetRawText()), value)))
        {
            yield return $"{at} is {value.ToJsonString()}, which is none of its enum";
        }

        if (value.GetValueKind() == JsonValueKind.Number)
        {
            var number = value.GetValue<decimal>();
            if (Number(schema, "minimum") is { } least && (Is(schema, "exclusiveMinimum") ? number <= least : number < least))
            {
                yield return $"{at} is below {least}";
            }

            if (Number(schema, "maximum") is { } most && (Is(schema, "exclusiveMaximum") ? number >= most : number > most))
            {
                yield return $"{at} is above {most}";
            }
        }

        if (value.GetValueKind() == JsonValueKind.String)
        {
            var text = value.GetValue<string>();
            if (text.Length < (Number(schema, "minLength") ?? 0) || text.Length > (Number(schema, "maxLength") ?? decimal.MaxValue))
            {
                yield return $"{at} has {text.Length} characters";
            }

            if (WrittenApi.Text(schema, "pattern") is { } pattern && !Regex.IsMatch(text, pattern))
            {
                yield return $"{at} does not match {pattern}";
            }
        }
    }

    private IEnumerable<string> CheckObject(JsonObject map, JsonElement schema, string at)
    {
        var properties = schema.TryGetProperty("properties", out var all) ? all.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];
        foreach (var name in schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array ? required.EnumerateArray().Select(r => r.GetString()!) : [])
        {
            if (!map.ContainsKey(name) && !(isRequest && properties.TryGetValue(name, out var known) && IsReadOnly(known)))
            {
                yield return $"{at}/{name} is missing";
            }
        }

        foreach (var (name, value) in map)
        {
            if (properties.TryGetValue(name, out var property))
            {
                if (isRequest && IsReadOnly(property))
                {
                    yield return $"{at}/{name} is readOnly";
                }

                foreach (var mistake in Check(value, property, $"{at}/{name}"))
                {
                    yield return mistake;
                }
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                foreach (var mistake in others.ValueKind switch { JsonValueKind.False => [$"{at}/{name} is not known"], JsonValueKind.Object => Check(value, others, $"{at}/{name}"), _ => [] })
                {
                    yield return mistake;
                }
            }
        }
    }

    private IEnumerable<string> CheckArray(JsonArray list, JsonElement schema, string at)
    {
        if (list.Count < (Number(schema, "minItems") ?? 0) || list.Count > (Number(schema, "maxItems") ?? decimal.MaxValue))
        {
            yield return $"{at} has {list.Count} items";
        }

        foreach (var mistake in schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Object ? list.SelectMany((item, i) => Check(item, items, $"{at}/{i}")) : [])
        {
            yield return mistake;
        }
    }

    private IEnumerable<string> CheckBranches(JsonNode value, JsonElement schema, string at)
    {
        foreach (var mistake in Branches(schema, "allOf").SelectMany(b => Check(value, b, at)))
        {
            yield return mistake;
        }

        foreach (var (keyword, most) in new[] { ("oneOf", 1), ("anyOf", int.MaxValue) })
        {
            var branches = Branches(schema, keyword);
            var fitting = branches.Count(b => !Check(value, b, at).Any());
            if (branches.Count > 0 && (fitting == 0 || fitting > most))
            {
                yield return $"{at} fits {fitting} branches of its {keyword}";
            }
        }
    }

    private bool IsReadOnly(JsonElement property) => Is(property, "readOnly") || Is(api.Resolve(property), "readOnly");

    private static List<JsonElement> Branches(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var branches) ? [.. branches.EnumerateArray()] : [];

    private static bool Is(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.True;

    private static decimal? Number(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>Random schemas from a fixed seed, over a small world of names and values so that verdicts go both ways.</summary>
internal sealed class RandomSchema(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly string[] Types = ["string", "integer", "number", "boolean", "object", "array", "null"];

    private readonly Random _random = new(seed);

    /// <summary>A schema with definitions <c>d0</c> to <c>d2</c> that it may refer to, through members or items only.</summary>
    public JsonObject Schema()
    {
        var schema = new JsonObject { ["allOf"] = new JsonArray(Subschema(0, mayRefer: false)) };
        schema["$defs"] = new JsonObject(Enumerable.Range(0, 3).Select(i =>
            KeyValuePair.Create<string, JsonNode?>($"d{i}", Subschema(1, mayRefer: false))));
        return schema;
    }

    public string Instance() => Value(0)?.ToJsonString(JsonSerializerOptions.Default) ?? "null";

    private JsonNode Subschema(int depth, bool mayRefer)
    {
        if (_random.Next(12) == 0)
        {
            return JsonValue.Create(_random.Next(3) > 0);
        }

        if (mayRefer && _random.Next(5) == 0)
        {
            return new JsonObject { ["$ref"] = $"#/$defs/d{_random.Next(3)}" };
        }

        var schema = new JsonObject();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            AddKeyword(schema, depth);
        }

        return schema;
    }

    private void AddKeyword(JsonObject schema, int depth)
    {
        switch (_random.Next(depth > 3 ? 12 : 24))
        {
            case 0:
                schema["type"] = Pick(Types);
                break;
            case 1:
                schema["type"] = new JsonArray(Pick(Types), Pick(Types));
                break;
            case 2:
                schema["enum"] = new JsonArray(Value(2), Value(2), Value(2));
                break;
            case 3:
                schema["const"] = Value(2);
                break;
            case 4:
                schema[Pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])] = _random.Next(-2, 4);
                break;
            case 5:
                schema["multipleOf"] = Pick(["1", "2", "0.5"]) is var text ? JsonNode.Parse(text) : null;
                break;
            case 6:
                schema[Pick(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"])] = _random.Next(4);
                break;
            case 7:
                schema["pattern"] = Pick(["^a", "b$", "^[ab]*$", "(a|b)+c"]);
                break;
            case 8:
                schema["required"] = new JsonArray(Pick(Names));
                break;
            case 9:
                schema["uniqueItems"] = true;
                break;
            case 10:
                schema["dependentRequired"] = new JsonObject { [Pick(Names)] = new JsonArray(Pick(Names)) };
                break;
            case 11:
                schema["format"] = Pick(["date", "email", "unknown"]);
                break;
            case 12 or 13 or 14:
                schema["properties"] = new JsonObject { [Pick(["a", "b"])] = Subschema(depth + 1, true), [Pick(["c", "d"])] = Subschema(depth + 1, true) };
                break;
            case 15:
                schema["patternProperties"] = new JsonObject { ["^[ab]$"] = Subschema(depth + 1, true) };
                break;
            case 16:
                schema["additionalProperties"] = Subschema(depth + 1, true);
                break;
            case 17:
                schema["items"] = Subschema(depth + 1, true);
                break;
            case 18:
                schema["prefixItems"] = new JsonArray(Subschema(depth + 1, true), Subschema(depth + 1, true));
                break;
            case 19:
                schema["contains"] = Subschema(depth + 1, true);
                break;
            case 20:
                schema[Pick(["allOf", "anyOf", "oneOf"])] = new JsonArray(Subschema(depth + 1, false), Subschema(depth + 1, false));
                break;
            case 21:
                schema["not"] = Subschema(depth + 1, false);
                break;
            case 22:
                schema["if"] = Subschema(depth + 1, false);
                schema["then"] = Subschema(depth + 1, false);
                schema["else"] = Subschema(depth + 1, false);
                break;
            default:
                schema[Pick(["unevaluatedProperties", "unevaluatedItems"])] = Subschema(depth + 1, true);
                break;
        }
    }

    private JsonNode? Value(int depth)
    {
        switch (_random.Next(depth > 3 ? 5 : 9))
        {
            case 0:
                return null;
            case 1:
                return JsonValue.Create(_random.Next(2) == 0);
            case 2:
                return JsonValue.Create(_random.Next(-2, 5));
            case 3:
                return JsonNode.Parse(Pick(["0.5", "1.0", "-1.5", "1e1"]));
            case 4:
                return JsonValue.Create(Pick(["", "a", "b", "ab", "abc", "2026-01-31"]));
            case 5 or 6:
                return new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth + 1))]);
            default:
                return new JsonObject(Names.Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create(name, Value(depth + 1))));
        }
    }

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}

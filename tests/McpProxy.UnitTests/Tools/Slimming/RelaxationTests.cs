using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Tools.Schema;
using McpProxy.Tools.Slimming;

namespace McpProxy.UnitTests.Tools.Slimming;

/// <summary>Whatever the whole schema takes, the slimmed one takes: with random schemas, and values made for them.</summary>
public sealed class RelaxationTests
{
    private static readonly string[] Names = ["a", "b", "c", "title"];
    private static readonly string[] Definitions = ["A", "B", "C"];
    private static readonly SlimmingConfig Tight = new() { MaxEnum = 1, MaxUnion = 1, MaxDefinitionBytes = 40, MaxDescription = 20 };

    [Fact]
    public void Value_FitsTheWholeSchema_FitsTheSlimmedOne()
    {
        var random = new Random(20261121);
        var (checkedValues, shortened) = (0, 0);
        for (var round = 0; round < 3000; round++)
        {
            var whole = JsonElement.Parse(Root(random).ToJsonString());
            if (Compile(whole) is not { } before)
            {
                continue; // References that lead round in circles.
            }

            var slim = new SchemaSlimmer(Tight).Slim(whole, []);
            shortened += slim.GetRawText().Length < whole.GetRawText().Length ? 1 : 0;
            var after = Compile(slim);
            Assert.True(after is not null, $"{whole}\n{slim}");
            for (var i = 0; i < 30; i++)
            {
                var value = Encode(Value(random, 3));
                using var tape = JsonTape.Parse(value, 64);
                if (before.Validate(tape, JsonTape.Root, null))
                {
                    checkedValues++;
                    Assert.True(after.Validate(tape, JsonTape.Root, null), $"{whole}\n{slim}\n{System.Text.Encoding.UTF8.GetString(value)}");
                }
            }
        }

        Assert.InRange(checkedValues, 5000, int.MaxValue);
        Assert.InRange(shortened, 1000, int.MaxValue);
    }

    private static CompiledSchema? Compile(JsonElement schema)
    {
        var mistakes = new List<SchemaError>();
        var compiled = CompiledSchema.Compile(schema, SchemaCompilerOptions.Default, mistakes);
        return mistakes.Count == 0 ? compiled : null;
    }

    private static byte[] Encode(JsonNode? value) => System.Text.Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null");

    private static JsonObject Root(Random random)
    {
        var root = Schema(random, 3);
        root["$defs"] = new JsonObject(Definitions.Select(d => KeyValuePair.Create(d, (JsonNode?)Schema(random, 2))));
        return root;
    }

    private static JsonObject Schema(Random random, int depth)
    {
        var schema = new JsonObject();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            AddKeyword(schema, random, depth);
        }

        return schema;
    }

    private static void AddKeyword(JsonObject schema, Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 16 : 5))
        {
            case 0:
                schema["type"] = random.Next(5) switch { 0 => "string", 1 => "integer", 2 => "array", _ => "object" };
                break;
            case 1:
                schema["enum"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Value(random, 1))]);
                break;
            case 2:
                schema["description"] = "Some words about it, more than fit.";
                schema["title"] = "t";
                break;
            case 3:
                schema["minimum"] = random.Next(3);
                break;
            case 4:
                schema["$ref"] = $"#/$defs/{Definitions[random.Next(Definitions.Length)]}";
                break;
            case 5 or 6 or 7:
                schema["properties"] = new JsonObject(Names.Where(_ => random.Next(2) == 0).Select(n => KeyValuePair.Create(n, (JsonNode?)Schema(random, depth - 1))));
                break;
            case 8:
                schema["items"] = Schema(random, depth - 1);
                break;
            case 9 or 10:
                schema["oneOf"] = Branches(random, depth);
                break;
            case 11:
                schema["anyOf"] = Branches(random, depth);
                break;
            case 12:
                schema["allOf"] = Branches(random, depth);
                break;
            case 13:
                schema["not"] = Schema(random, depth - 1);
                break;
            case 14:
                schema[random.Next(2) == 0 ? "if" : "then"] = Schema(random, depth - 1);
                break;
            default:
                schema["required"] = new JsonArray(Names[random.Next(Names.Length)]);
                schema["additionalProperties"] = random.Next(2) == 0;
                break;
        }
    }

    private static JsonArray Branches(Random random, int depth) => new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (JsonNode?)Schema(random, depth - 1))]);

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => random.Next(3),
        2 => random.Next(2) == 0,
        3 or 4 => Names[random.Next(Names.Length)],
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject(Names.Where(_ => random.Next(2) == 0).Select(n => KeyValuePair.Create(n, Value(random, depth - 1)))),
    };
}

using System.Text.Json.Nodes;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>Laws that every schema obeys, tried on random schemas and values: a wrapped schema must judge as the plain one does.</summary>
public sealed class CompiledSchemaRandomTests
{
    private static readonly (string Name, Func<JsonNode, JsonObject> Wrap)[] Laws =
    [
        ("allOf one", schema => new() { ["allOf"] = new JsonArray(schema) }),
        ("anyOf twice", schema => new() { ["anyOf"] = new JsonArray(schema, schema.DeepClone()) }),
        ("oneOf with false", schema => new() { ["oneOf"] = new JsonArray(false, schema) }),
        ("not not", schema => new() { ["not"] = new JsonObject { ["not"] = schema } }),
        ("if it then true else false", schema => new() { ["if"] = schema, ["else"] = false }),
        ("everything evaluated", schema => new() { ["allOf"] = new JsonArray(schema), ["unevaluatedProperties"] = true, ["unevaluatedItems"] = true }),
    ];

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    public void Validate_WrappedSchema_JudgesAsThePlainOne(int seed)
    {
        var random = new RandomSchema(seed);
        var verdicts = new int[2];
        for (var i = 0; i < 150; i++)
        {
            var schema = random.Schema();
            var plain = SchemaCase.Compile(schema.ToJsonString());
            var wrapped = Laws.Select(law => (law.Name, Schema: SchemaCase.Compile(Wrap(law.Wrap, schema)))).ToArray();
            for (var j = 0; j < 20; j++)
            {
                var instance = random.Instance();
                var valid = plain.IsValid(instance);
                verdicts[valid ? 1 : 0]++;
                Assert.True(valid == (plain.Violations(instance).Count == 0), $"{schema} of {instance}");
                Assert.All(wrapped, law => Assert.True(valid == law.Schema.IsValid(instance), $"{law.Name}: {schema} of {instance}"));
                Assert.All(wrapped, law => Assert.Equal(valid, law.Schema.Violations(instance).Count == 0));
            }
        }

        Assert.All(verdicts, count => Assert.True(count > 200));
    }

    /// <summary>References in the schema start from the root, so its definitions move there.</summary>
    private static string Wrap(Func<JsonNode, JsonObject> law, JsonObject schema)
    {
        var inner = schema.DeepClone().AsObject();
        var definitions = inner["$defs"];
        inner.Remove("$defs");
        var wrapped = law(inner);
        wrapped["$defs"] = definitions;
        return wrapped.ToJsonString();
    }
}

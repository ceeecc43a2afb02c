using System.Text;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>The valid path allocates nothing: one schema with every keyword that tool arguments use.</summary>
public sealed class CompiledSchemaAllocationTests
{
    private const string Schema = """
        {
          "type": "object",
          "properties": {
            "text": { "type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[a-zé ]+$" },
            "escaped": { "type": "string", "minLength": 1, "enum": [ "a\nb", "c" ] },
            "date": { "type": "string", "format": "date" },
            "mail": { "type": "string", "format": "email" },
            "link": { "type": "string", "format": "uri" },
            "count": { "type": "integer", "minimum": 0, "maximum": 100, "multipleOf": 5 },
            "price": { "type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01 },
            "flag": { "const": true },
            "list": { "type": "array", "items": { "$ref": "#/$defs/item" }, "uniqueItems": true, "minItems": 1, "contains": { "const": 3 } },
            "choice": { "oneOf": [ { "type": "string" }, { "type": "null" } ] },
            "object": {
              "allOf": [ { "properties": { "a": { "type": "integer" } } } ],
              "anyOf": [ { "required": [ "a" ] }, { "required": [ "b" ] } ],
              "unevaluatedProperties": false
            }
          },
          "patternProperties": { "^x-": true },
          "additionalProperties": false,
          "required": [ "text", "count" ],
          "$defs": { "item": { "type": "integer", "not": { "const": 0 } } }
        }
        """;

    private static readonly byte[] Arguments = Encoding.UTF8.GetBytes("""
        {
          "text": "léo paul", "escaped": "a\nb", "date": "2026-01-31", "mail": "ann@example.com", "link": "https://example.com/a?b#c",
          "count": 95, "price": 12.34, "flag": true, "list": [1,2,3,4,5,6,7,8,9,10], "choice": null, "object": { "a": 1 }, "x-y": {}
        }
        """);

    [Fact]
    public void Validate_ValidArguments_AllocatesNothing()
    {
        var schema = SchemaCase.Compile(Schema);
        using var tape = JsonTape.Parse(Arguments, 64);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(schema.Validate(tape, JsonTape.Root, null));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var valid = schema.Validate(tape, JsonTape.Root, null);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(valid);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Parse_Arguments_AllocatesOnlyTheTapeItself()
    {
        for (var i = 0; i < 100; i++)
        {
            JsonTape.Parse(Arguments, 64).Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        JsonTape.Parse(Arguments, 64).Dispose();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 128);
    }
}

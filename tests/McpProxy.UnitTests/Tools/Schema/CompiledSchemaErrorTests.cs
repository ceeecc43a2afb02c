using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

public sealed class CompiledSchemaErrorTests
{
    [Theory]
    [InlineData("1", "", "must be a schema (an object, true or false), not number 1")]
    [InlineData("""{"type":"strng"}""", "/type", "\"strng\" is no type; types are string, integer, number, boolean, object, array, null; did you mean \"string\"?")]
    [InlineData("""{"type":[]}""", "/type", "must name one type at least")]
    [InlineData("""{"minLength":-1}""", "/minLength", "must be an integer of 0 or more, not number -1")]
    [InlineData("""{"maxItems":1.5}""", "/maxItems", "must be an integer of 0 or more, not number 1.5")]
    [InlineData("""{"minimum":"1"}""", "/minimum", "must be a number, not string \"1\"")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf", "must be a number above 0, not number 0")]
    [InlineData("""{"enum":"a"}""", "/enum", "must be an array of values, not string \"a\"")]
    [InlineData("""{"required":["a",1]}""", "/required/1", "must be a string, not number 1")]
    [InlineData("""{"properties":[]}""", "/properties", "must be an object of schemas, not an array with 0 items")]
    [InlineData("""{"properties":{"a/b":{"items":null}}}""", "/properties/a~1b/items", "must be a schema (an object, true or false), not null")]
    [InlineData("""{"allOf":[]}""", "/allOf", "must be a non-empty array of schemas; remove it or give it a schema")]
    [InlineData("""{"uniqueItems":1}""", "/uniqueItems", "must be true or false, not number 1")]
    [InlineData("""{"pattern":"a("}""", "/pattern", "'a(' is not a regular expression of ECMA-262: ')' is missing")]
    [InlineData("""{"patternProperties":{"[":true}}""", "/patternProperties", "'[' is not a regular expression of ECMA-262: ']' is missing")]
    [InlineData("""{"format":1}""", "/format", "must be a string, not number 1")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "/$ref", "\"#/$defs/none\" leads nowhere; schemas outside of this one are never fetched, put it under '$defs'")]
    [InlineData("""{"$ref":"https://example.com/schema.json"}""", "/$ref", "\"https://example.com/schema.json\" leads nowhere; schemas outside of this one are never fetched, put it under '$defs'")]
    [InlineData("""{"$ref":"#none"}""", "/$ref", "\"#none\" leads nowhere; schemas outside of this one are never fetched, put it under '$defs'")]
    [InlineData("""{"$ref":1}""", "/$ref", "must be a URI reference, not number 1")]
    [InlineData("""{"$id":"a#b"}""", "/$id", "must be a URI reference without a fragment; use '$anchor' to name a place within a schema")]
    [InlineData("""{"$anchor":"1a"}""", "/$anchor", "must be a name of letters, digits, '-', '_' and '.', beginning with a letter or '_'")]
    [InlineData("""{"$anchor":"a","$defs":{"b":{"$anchor":"a"}}}""", "/$defs/b/$anchor", "the anchor 'a' is already taken in this schema")]
    [InlineData("""{"$defs":{"a":{"$id":"https://e.com/a"},"b":{"$id":"https://e.com/a"}}}""", "/$defs/b/$id", "the identifier 'https://e.com/a' is already taken by another schema")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""", "/$schema", "the dialect \"http://json-schema.org/draft-07/schema#\" is not supported; write the schema in \"https://json-schema.org/draft/2020-12/schema\"")]
    [InlineData("""{"$ref":"#"}""", "", "the schema applies itself to the same value again, without end; let it refer to itself only through members or items")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}""", "/$defs/a", "the schema applies itself to the same value again, without end; let it refer to itself only through members or items")]
    [InlineData("""{"type":"string","type":"number"}""", "", "The property 'type' occurs twice in one object.")]
    [InlineData("""{"description":"\ud800"}""", "", "The text \"\\ud800\" escapes half a surrogate pair.")]
    public void Compile_OneMistake_SaysWhereAndWhat(string schema, string place, string message) =>
        Assert.Equal([new SchemaError(place, message)], SchemaCase.Errors(schema));

    [Fact]
    public void Compile_SeveralMistakes_ReportsAll()
    {
        var errors = SchemaCase.Errors("""{"type":"x","minLength":-1,"properties":{"a":{"$ref":"b.json"},"c":3}}""");

        Assert.Equal(
            ["/minLength", "/properties/a/$ref", "/properties/c", "/type"], errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Compile_MistakeInAResolvedSchema_SaysInWhich()
    {
        var remote = System.Text.Json.JsonDocument.Parse("""{"properties":{"a":{"type":"x"}}}""").RootElement;
        var options = SchemaCompilerOptions.Default with { Resolve = _ => remote };

        var error = Assert.Single(SchemaCase.Errors("""{"$ref":"https://example.com/s.json"}""", options));

        Assert.Equal("https://example.com/s.json#/properties/a/type", error.Pointer);
    }

    [Fact]
    public void Compile_MoreSubschemasThanAllowed_IsRefused()
    {
        var options = SchemaCompilerOptions.Default with { MaxSubschemas = 3 };

        Assert.Equal(
            [new SchemaError("/properties/d", "the schema has more than 3 subschemas")],
            SchemaCase.Errors("""{"properties":{"b":{},"c":{},"d":{},"e":{}}}""", options));
    }

    [Fact]
    public void Compile_MistakeInAnUnusedDefinition_IsHarmless() =>
        Assert.Equal([], SchemaCase.Errors("""{"$defs":{"a":{"type":"x"}}}"""));

    [Fact]
    public void Compile_RecursionThroughMembers_IsAllowed() =>
        Assert.Equal([], SchemaCase.Errors("""{"properties":{"child":{"$ref":"#"}},"items":{"$ref":"#"}}"""));

    [Fact]
    public void Compile_NestedTooDeeply_IsRefused()
    {
        var schema = string.Concat(Enumerable.Repeat("""{"not":""", 300)) + "true" + new string('}', 300);

        Assert.Contains("256", Assert.Single(SchemaCase.Errors(schema)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_MetaschemaWithAnUnknownRequiredVocabulary_IsRefused()
    {
        var metaschema = System.Text.Json.JsonDocument.Parse(
            """{"$schema":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{"https://example.com/v":true}}""").RootElement;
        var options = SchemaCompilerOptions.Default with { Resolve = _ => metaschema };

        Assert.Equal("/$schema", Assert.Single(SchemaCase.Errors("""{"$schema":"https://example.com/meta"}""", options)).Pointer);
    }
}

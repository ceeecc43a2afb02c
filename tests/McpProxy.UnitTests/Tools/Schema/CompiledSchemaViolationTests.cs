using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>What a model reads when its arguments are refused: whole messages, because the wording is what mends the next call.</summary>
public sealed class CompiledSchemaViolationTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "\"12\"", " | type | expected integer, got string \"12\"")]
    [InlineData("""{"type":"integer"}""", "1.5", " | type | expected integer, got number 1.5")]
    [InlineData("""{"type":["string","null"]}""", "[1]", " | type | expected string or null, got an array with 1 item")]
    [InlineData("""{"type":["number","integer"]}""", "{}", " | type | expected number, got an object with 0 properties")]
    [InlineData("false", "1", " | false | no value is allowed here")]
    [InlineData("""{"const":{"a":1}}""", "2", """ | const | expected {"a":1}, got number 2""")]
    [InlineData("""{"enum":["na","eu","fe",null]}""", "\"ue\"", """ | enum | expected one of "na", "eu", "fe", null, got string "ue"; did you mean "eu"?""")]
    [InlineData("""{"enum":["ENABLED","PAUSED"]}""", "\"enable\"", """ | enum | expected one of "ENABLED", "PAUSED", got string "enable"; did you mean "ENABLED"?""")]
    [InlineData("""{"enum":["ENABLED","PAUSED"]}""", "7", """ | enum | expected one of "ENABLED", "PAUSED", got number 7""")]
    [InlineData("""{"enum":[1,2,3,4,5,6,7,8,9,10,11,12,13,14]}""", "0", " | enum | expected one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more, got number 0")]
    [InlineData("""{"minimum":1}""", "0", " | minimum | expected a number >= 1, got 0")]
    [InlineData("""{"exclusiveMinimum":0.5}""", "0.50", " | exclusiveMinimum | expected a number > 0.5, got 0.50")]
    [InlineData("""{"maximum":10}""", "1e2", " | maximum | expected a number <= 10, got 1e2")]
    [InlineData("""{"exclusiveMaximum":10}""", "10", " | exclusiveMaximum | expected a number < 10, got 10")]
    [InlineData("""{"multipleOf":0.01}""", "0.005", " | multipleOf | expected a multiple of 0.01, got 0.005")]
    [InlineData("""{"minLength":3}""", "\"é\"", " | minLength | expected at least 3 characters, got 1: \"é\"")]
    [InlineData("""{"maxLength":1}""", "\"ab\"", " | maxLength | expected at most 1 character, got 2: \"ab\"")]
    [InlineData("""{"minItems":1}""", "[]", " | minItems | expected at least 1 item, got 0")]
    [InlineData("""{"maxItems":2}""", "[1,2,3]", " | maxItems | expected at most 2 items, got 3")]
    [InlineData("""{"minProperties":2}""", """{"a":1}""", " | minProperties | expected at least 2 properties, got 1")]
    [InlineData("""{"maxProperties":1}""", """{"a":1,"b":2}""", " | maxProperties | expected at most 1 property, got 2")]
    [InlineData("""{"pattern":"^[0-9]+$"}""", "\"12a\"", " | pattern | expected text that matches ^[0-9]+$, got \"12a\"")]
    [InlineData("""{"format":"date"}""", "\"31.01.2026\"", " | format | expected a date like 2026-01-31, got string \"31.01.2026\"")]
    [InlineData("""{"uniqueItems":true}""", "[1,{\"a\":1},2,{\"a\":1.0}]", " | uniqueItems | items 1 and 3 are equal (an object with 1 property); all items must differ")]
    [InlineData("""{"contains":{"type":"string"}}""", "[1]", " | contains | expected at least 1 item to fit the schema of 'contains', got 0")]
    [InlineData("""{"contains":{"type":"string"},"minContains":2}""", "[\"a\"]", " | minContains | expected at least 2 items to fit the schema of 'contains', got 1")]
    [InlineData("""{"contains":{"type":"string"},"maxContains":1}""", "[\"a\",\"b\"]", " | maxContains | expected at most 1 item to fit the schema of 'contains', got 2")]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"", " | not | string \"a\" is what the schema's 'not' forbids")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", " | dependentRequired | property 'a' needs property 'b', which is missing")]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"abc":1}""", "/abc | propertyNames | property name: expected at most 2 characters, got 3: \"abc\"")]
    [InlineData("""{"prefixItems":[true],"items":false}""", "[1,2,3]", " | items | expected at most 1 item, got 3")]
    [InlineData("""{"unevaluatedItems":false}""", "[true]", "/0 | unevaluatedItems | no item is allowed here, got true")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""", """{"a":1,"b":2}""", "/b | unevaluatedProperties | unknown property 'b'")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]}}""", """{"a":1}""", " | required | missing required property 'b'")]
    [InlineData("""{"dependentSchemas":{"a":{"required":["b"]}}}""", """{"a":1}""", " | required | missing required property 'b'")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":5}]}""", "3", " | oneOf | fits alternatives 1 and 2 of 2, but must fit exactly one")]
    [InlineData("""{"anyOf":[false,false]}""", "1", " | anyOf | no value is allowed here")]
    [InlineData("""{"anyOf":[{"type":"string"},{"$ref":"#/$defs/n"}],"$defs":{"n":{"type":"null"}}}""", "5", " | anyOf | expected string or null, got number 5")]
    public void Validate_OneMistake_SaysWhatWasExpectedAndWhatCame(string schema, string json, string expected) =>
        Assert.Equal(expected, SchemaCase.Compile(schema).OnlyViolation(json));

    [Fact]
    public void Validate_UnknownProperty_NamesTheNearestAbsentOne()
    {
        var schema = SchemaCase.Compile("""{"properties":{"profileId":true,"profileIds":true},"additionalProperties":false}""");

        var violation = Assert.Single(schema.Violations("""{"profileId":1,"profleId":2}"""));

        Assert.Equal(
            new SchemaViolation(
                "/profleId", "additionalProperties", "unknown property 'profleId'; did you mean 'profileIds'?", "profileIds"),
            violation);
    }

    [Fact]
    public void Validate_UnknownPropertyNearNone_ListsTheNames() => Assert.Equal(
        "/x | additionalProperties | unknown property 'x'; allowed are 'region', 'state'",
        SchemaCase.Compile("""{"properties":{"region":true,"state":true},"additionalProperties":false}""").OnlyViolation("""{"x":1}"""));

    [Fact]
    public void Validate_UnknownPropertyWhereNoneIsAllowed_SaysSo() => Assert.Equal(
        "/a~1b~0c | additionalProperties | unknown property 'a/b~c'; no properties are allowed here",
        SchemaCase.Compile("""{"additionalProperties":false}""").OnlyViolation("""{"a/b~c":1}"""));

    [Fact]
    public void Validate_RequiredPropertyMistypedInAnOpenObject_NamesTheMistypedOne() => Assert.Equal(
        " | required | missing required property 'profileId'; did you mean it by 'profile_id'?",
        SchemaCase.Compile("""{"properties":{"profileId":true,"region":true},"required":["profileId"]}""")
            .OnlyViolation("""{"region":1,"profile_id":2}"""));

    [Fact]
    public void Validate_ManyAlternatives_FindsTheClosestAmongAll()
    {
        var branches = string.Join(',', Enumerable.Range(0, 200).Select(i => $$$"""
            {"properties":{"kind":{"const":"k{{{i}}}"},"size":{"type":"integer"}},"required":["kind"]}
            """));

        Assert.Equal(
            " | oneOf | fits none of the 200 alternatives; the closest, number 151, says: at /size: expected integer, got string \"x\"",
            SchemaCase.Compile($$"""{"oneOf":[{{branches}}]}""").OnlyViolation("""{"kind":"k150","size":"x"}"""));
    }

    [Fact]
    public void Validate_UnknownPropertyOfAComposedSchema_NamesTheNearest() => Assert.Equal(
        "/nmae | unevaluatedProperties | unknown property 'nmae'; did you mean 'name'?",
        SchemaCase.Compile("""{"allOf":[{"$ref":"#/$defs/b"}],"unevaluatedProperties":false,"$defs":{"b":{"properties":{"name":true}}}}""")
            .OnlyViolation("""{"nmae":1}"""));

    [Fact]
    public void Validate_LongNames_AreCutInPointersAndMessages()
    {
        var name = new string('n', 10_000);
        var json = string.Concat(Enumerable.Repeat($"{{\"{name}\":", 20)) + "1" + new string('}', 20);

        var violation = Assert.Single(SchemaCase.Compile("""{"type":"object","additionalProperties":{"$ref":"#"}}""").Violations(json));

        Assert.Equal(513, violation.Pointer.Length);
        Assert.Equal("expected object, got number 1", violation.Message);
    }

    [Fact]
    public void Validate_SeveralMistakes_ReportsAllWithPointers()
    {
        var schema = SchemaCase.Compile("""
            {
              "type": "object",
              "properties": {
                "profileId": { "type": "string" },
                "filters": { "type": "array", "items": { "type": "object", "properties": { "op": { "enum": [ "eq", "gt" ] } }, "required": [ "op" ] } }
              },
              "required": [ "profileId" ],
              "additionalProperties": false
            }
            """);

        var violations = schema.Violations("""{"profleId":"1","filters":[{"op":"eq"},{"op":"eg"},{}]}""");

        Assert.Equal(
            [
                new("", "required", "missing required property 'profileId'", null),
                new("/profleId", "additionalProperties", "unknown property 'profleId'; did you mean 'profileId'?", "profileId"),
                new("/filters/1/op", "enum", "expected one of \"eq\", \"gt\", got string \"eg\"; did you mean \"eq\"?", "eq"),
                new("/filters/2", "required", "missing required property 'op'", null),
            ],
            violations);
    }

    [Fact]
    public void Validate_AlternativesToldApartByAConstant_ExplainsTheOneThatWasMeant()
    {
        var schema = SchemaCase.Compile("""
            {
              "oneOf": [
                { "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } }, "required": [ "kind", "radius" ] },
                { "properties": { "kind": { "const": "square" }, "side": { "type": "number" } }, "required": [ "kind", "side" ] }
              ]
            }
            """);

        Assert.Equal(
            " | oneOf | fits none of the 2 alternatives; the closest, number 2, says: at /side: expected number, got string \"3\"",
            schema.OnlyViolation("""{"kind":"square","side":"3"}"""));
    }

    [Fact]
    public void Validate_OnlyAlternative_ExplainsItPlainly() => Assert.Equal(
        " | anyOf | missing required property 'a'; missing required property 'b'",
        SchemaCase.Compile("""{"anyOf":[{"required":["a","b"]}]}""").OnlyViolation("{}"));

    [Fact]
    public void Validate_LongValue_IsCutAtACharacter() => Assert.Equal(
        " | type | expected integer, got string \"" + new string('a', 46) + "…\"",
        SchemaCase.Compile("""{"type":"integer"}""").OnlyViolation("\"" + new string('a', 46) + new string('é', 1000) + "\""));

    [Fact]
    public void Validate_ControlCharacters_StayEscapedInMessages() => Assert.Equal(
        """/a\n | additionalProperties | unknown property 'a\n'; no properties are allowed here""",
        SchemaCase.Compile("""{"additionalProperties":false}""").OnlyViolation("""{"a\n":1}""").Replace("\n", "\\n", StringComparison.Ordinal));

    [Fact]
    public void Validate_MoreMistakesThanTheLimit_StopsThere()
    {
        var schema = SchemaCase.Compile("""{"items":{"type":"string"}}""");
        var json = $"[{string.Join(',', Enumerable.Range(0, 100))}]";

        Assert.Equal(5, schema.Violations(json, limit: 5).Count);
    }

    [Fact]
    public void Validate_PartOfADocument_PointsFromThatPart()
    {
        var schema = SchemaCase.Compile("""{"properties":{"b":{"type":"string"}}}""");
        using var tape = SchemaCase.Parse("""{"a":{"b":1}}""");
        Assert.True(tape.TryGetProperty(JsonTape.Root, "a"u8, out var part));
        var violations = new SchemaViolations();

        Assert.False(schema.Validate(tape, part, violations));

        Assert.Equal("/b", Assert.Single(violations.Items).Pointer);
    }
}

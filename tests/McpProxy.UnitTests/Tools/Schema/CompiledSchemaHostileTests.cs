using System.Globalization;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>Values and schemas made to exhaust stack, time or memory.</summary>
public sealed class CompiledSchemaHostileTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public void Validate_DeepNestingOnASmallStack_EndsWithAVerdict()
    {
        var schema = SchemaCase.Compile("""
            {
              "$ref": "#/$defs/a",
              "$defs": {
                "a": { "allOf": [ { "anyOf": [ { "$ref": "#/$defs/b" } ] } ] },
                "b": { "oneOf": [ { "items": { "$ref": "#/$defs/a" }, "unevaluatedItems": false } ] }
              }
            }
            """);
        var json = new string('[', 500) + new string(']', 500);

        var violation = OnASmallStack(() => schema.OnlyViolation(json));

        Assert.EndsWith("| $ref | the schema applies itself too often within this value", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_MistakeFarBelowOnASmallStack_IsExplained()
    {
        var schema = SchemaCase.Compile("""
            { "$ref": "#/$defs/list", "$defs": { "list": { "type": "array", "items": { "$ref": "#/$defs/list" }, "allOf": [ true ] } } }
            """);
        var json = new string('[', 490) + "1" + new string(']', 490);

        var violation = OnASmallStack(() => schema.OnlyViolation(json));

        Assert.EndsWith("/0/0 | type | expected array, got number 1", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_DynamicReferenceThatLoops_EndsWithAViolation()
    {
        var schema = SchemaCase.Compile("""{"$dynamicAnchor":"n","allOf":[{"$dynamicRef":"#n"}]}""");

        Assert.Equal(" | $ref | the schema applies itself too often within this value", schema.OnlyViolation("1"));
    }

    [Fact]
    public void Validate_LoopBehindANot_IsNotTakenForValid() =>
        Assert.False(SchemaCase.Compile("""{"$dynamicAnchor":"n","not":{"allOf":[{"$dynamicRef":"#n"}]}}""").IsValid("1"));

    [Fact]
    public void Validate_ExponentialBranching_GivesUp()
    {
        var schema = SchemaCase.Compile("""
            { "anyOf": [ { "properties": { "a": { "$ref": "#" } }, "required": [ "a" ] }, { "properties": { "a": { "$ref": "#" } }, "required": [ "a", "b" ] } ] }
            """);
        var json = string.Concat(Enumerable.Repeat("""{"b":0,"a":""", 100)) + "{}" + new string('}', 100);

        var (place, keyword, message, _) = Assert.Single(schema.Violations(json));

        Assert.StartsWith("/a/a", place, StringComparison.Ordinal);
        Assert.Equal("$ref", keyword);
        Assert.Equal("the value takes too many steps to check against the schema", message);
    }

    [Fact]
    public void Validate_ExponentialReferences_GiveUp()
    {
        var levels = Enumerable.Range(0, 40).Select(i => $$"""
            "d{{i}}":{"allOf":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}
            """);
        var schema = SchemaCase.Compile($$$"""{"$ref":"#/$defs/d0","$defs":{{{{string.Join(',', levels)}}},"d40":{"minimum":0} } }""");

        Assert.Equal(" | $ref | the value takes too many steps to check against the schema", schema.OnlyViolation("1"));
    }

    [Fact]
    public void Validate_ManyUniqueItems_TakesLinearTime()
    {
        var schema = SchemaCase.Compile("""{"uniqueItems":true}""");
        var numbers = string.Join(',', Enumerable.Range(0, 100_000));
        var objects = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""{"a":{{i}},"b":[{{i}}]}"""));

        Within(Soon, () => Assert.True(schema.IsValid($"[{numbers}]")));
        Within(Soon, () => Assert.True(schema.IsValid($"[{objects}]")));
        Assert.Equal(
            " | uniqueItems | items 7 and 100000 are equal (number 7.0); all items must differ", schema.OnlyViolation($"[{numbers},7.0]"));
    }

    [Fact]
    public void Validate_LargeEqualObjects_AreComparedWithoutSquares()
    {
        var schema = SchemaCase.Compile("""{"uniqueItems":true}""");
        var members = Enumerable.Range(0, 50_000).Select(i => $"\"n{i}\":{i}").ToArray();
        var json = $"[{{{string.Join(',', members)}}},{{{string.Join(',', members.Reverse())}}}]";

        Within(Soon, () => Assert.False(schema.IsValid(json)));
    }

    [Fact]
    public void Validate_CatastrophicPattern_IsMatchedInLinearTime()
    {
        var schema = SchemaCase.Compile("""{"pattern":"^(a+)+$"}""");

        Within(Soon, () => Assert.False(schema.IsValid($"\"{new string('a', 100_000)}!\"")));
    }

    [Fact]
    public void Validate_CatastrophicPatternThatNeedsBacktracking_IsRefusedAfterItsTime()
    {
        var schema = SchemaCase.Compile("""{"properties":{"x":{"pattern":"^(?=(a|aa)+$)"}}}""");

        Assert.Equal(
            "/x | pattern | matching ^(?=(a|aa)+$) took longer than 100 ms; the text is refused",
            schema.OnlyViolation($$"""{"x":"{{new string('a', 60)}}!"}"""));
    }

    [Fact]
    public void Validate_TimeoutBehindANot_IsNotTakenForValid() =>
        Assert.False(SchemaCase.Compile("""{"not":{"pattern":"^(?=(a|aa)+$)"}}""").IsValid($"\"{new string('a', 60)}!\""));

    [Fact]
    public void Validate_CatastrophicNamePattern_IsRefusedAfterItsTime() => Assert.EndsWith(
        "| patternProperties | matching ^(?=(a|aa)+$) took longer than 100 ms; the text is refused",
        SchemaCase.Compile("""{"patternProperties":{"^(?=(a|aa)+$)":true}}""").OnlyViolation($$"""{"{{new string('a', 60)}}!":1}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("1e1000000000")]
    [InlineData("1e-1000000000")]
    [InlineData("-1E99999999999999999999999")]
    [InlineData("0.00000000000000000000000000000000000000000001e44")]
    public void Validate_EnormousExponent_IsJudgedAtOnce(string number)
    {
        var schema = SchemaCase.Compile("""{"type":"number","minimum":-5,"maximum":5,"multipleOf":0.123,"enum":[1,2]}""");

        Within(Soon, () => Assert.False(schema.IsValid(number)));
    }

    [Fact]
    public void Validate_NumberWithManyDigits_IsJudgedInLinearTime()
    {
        var schema = SchemaCase.Compile("""{"multipleOf":7,"maximum":1e999999}""");
        var number = "1" + new string('0', 500_000) + "1";

        Within(Soon, () => Assert.Equal(System.Numerics.BigInteger.ModPow(10, 500_001, 7) == 6, schema.IsValid(number)));
    }

    [Fact]
    public void Validate_ManyAlternativesWithinEachOther_AreExplainedInTime()
    {
        var branches = string.Join(',', Enumerable.Range(0, 8).Select(i => $$$"""{"properties":{"a":{"$ref":"#"},"k":{"const":{{{i}}}}},"required":["k"]}"""));
        var schema = SchemaCase.Compile($$"""{"anyOf":[{{branches}}]}""");
        var json = string.Concat(Enumerable.Repeat("""{"k":9,"a":""", 60)) + "1" + new string('}', 60);

        Within(Soon, () => Assert.StartsWith(
            " | anyOf | fits none of the 8 alternatives; the closest, number 1, says: at /k: expected 0, got number 9",
            schema.OnlyViolation(json),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_HugeObjectWithManyUnknownNames_ReportsWithinItsLimit()
    {
        var names = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"property{i}\":true"));
        var schema = SchemaCase.Compile($$"""{"properties":{{{names}}},"additionalProperties":false}""");
        var json = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"proprety{i.ToString(CultureInfo.InvariantCulture)}\":1"));

        Within(Soon, () => Assert.Equal(20, schema.Violations($"{{{json}}}").Count));
    }

    private static string OnASmallStack(Func<string> action)
    {
        var result = "";
        var thread = new Thread(() => result = action(), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        return result;
    }

    private static void Within(TimeSpan limit, Action action)
    {
        var started = TimeProvider.System.GetTimestamp();
        action();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, limit);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Tools.Slimming;

namespace McpProxy.UnitTests.Tools.Slimming;

/// <summary>What each phase leaves out, and what stays.</summary>
public sealed class SchemaSlimmerTests
{
    private static readonly SlimmingConfig Nothing = new() { Annotations = false, UnusedDefinitions = false, MaxDescription = 0, MaxEnum = 0, MaxUnion = 0, MaxDefinitionBytes = 0 };

    [Fact]
    public void Annotations_GoFromSchemasAndStayInData() => AssertSlim(
        Nothing with { Annotations = true },
        """
        {"type":"object","title":"T","properties":{"title":{"type":"string","title":"x","example":"e","x-internal":1,"x-mcp-header":"Title"},
        "example":{"enum":[{"title":"kept"}],"default":{"example":1},"examples":[1],"xml":{"name":"n"},"externalDocs":{}}},"$comment":"c"}
        """,
        """{"type":"object","properties":{"title":{"type":"string","x-mcp-header":"Title"},"example":{"enum":[{"title":"kept"}],"default":{"example":1}}}}""");

    [Fact]
    public void Descriptions_AreCutAtAWord() => AssertSlim(
        Nothing with { MaxDescription = 20 },
        """{"type":"object","properties":{"a":{"description":"One two three four five six"},"b":{"description":"short"},"c":{"description":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},"description":{"type":"string"}}}""",
        """{"type":"object","properties":{"a":{"description":"One two three four…"},"b":{"description":"short"},"c":{"description":"aaaaaaaaaaaaaaaaaaa…"},"description":{"type":"string"}}}""");

    [Theory]
    [InlineData("Reads a thing, e.g. one of them. And it tells much more than anybody needs.", "Reads a thing, e.g. one of them.")]
    [InlineData("Reads. |a|b|\\n|---|---|\\n|c|d|", "Reads. |a|b| |c|d|")]
    [InlineData("It has no end and goes on and on. Ever.", "It has no end and goes on and on. Ever.")]
    [InlineData("It has no end and goes on and on and on. Ever.", "It has no end and goes on and on and…")]
    public void Descriptions_EndWithASentenceWhereOneEnds(string text, string shown) => AssertSlim(
        Nothing with { MaxDescription = 40 },
        $$$"""{"type":"object","properties":{"a":{"description":"{{{text}}}"} } }""",
        $$$"""{"type":"object","properties":{"a":{"description":"{{{shown}}}"} } }""");

    [Fact]
    public void Descriptions_OfNestedMembers_MayBeHalfAsLong() => AssertSlim(
        Nothing with { MaxDescription = 50 },
        """{"type":"object","properties":{"a":{"description":"One two three four five six seven","properties":{"b":{"description":"One two three four five six seven"}}}}}""",
        """{"type":"object","properties":{"a":{"description":"One two three four five six seven","properties":{"b":{"description":"One two three four five…"}}}}}""");

    [Theory]
    [InlineData("The marketplace ID", "Amazon-Advertising-API-MarketplaceId", true)]
    [InlineData("The instance identifier.", "instanceId", true)]
    [InlineData("id of the HTTP server", "HTTPServerID", true)]
    [InlineData("pet_id", "petId", true)]
    [InlineData("The id of the owner", "petId", false)]
    [InlineData("Pet 5", "pet", false)]
    [InlineData("The identifier", "name", false)]
    [InlineData("Not a pet", "pet", false)]
    public void Descriptions_ThatOnlyRepeatAName_Go(string text, string name, bool goes) => AssertSlim(
        Nothing with { Annotations = true },
        $$$$"""{"type":"object","properties":{"{{{{name}}}}":{"type":"string","description":"{{{{text}}}}"} } }""",
        goes ? $$$"""{"type":"object","properties":{"{{{name}}}":{"type":"string"} } }""" : $$$$"""{"type":"object","properties":{"{{{{name}}}}":{"type":"string","description":"{{{{text}}}}"} } }""");

    [Theory]
    [InlineData("Optional. Limits the pages.", "Limits the pages.")]
    [InlineData("Optional - if true, nothing is sent.", "If true, nothing is sent.")]
    [InlineData("(optional) how many", "How many")]
    [InlineData("**Optional** How many", "How many")]
    [InlineData("Optional: x1", "X1")]
    [InlineData("Optional filter.", "Optional filter.")]
    [InlineData("Optional if a is given.", "Optional if a is given.")]
    [InlineData("Optional.", "Optional.")]
    public void Descriptions_OfOptionalMembers_NeedNotSaySo(string text, string shown) => AssertSlim(
        Nothing with { MaxDescription = 200 },
        $$$"""{"type":"object","required":["b"],"properties":{"a":{"description":"{{{text}}}"},"b":{"description":"{{{text}}}"} } }""",
        $$$"""{"type":"object","required":["b"],"properties":{"a":{"description":"{{{shown}}}"},"b":{"description":"{{{text}}}"} } }""");

    [Fact]
    public void Enum_TooLong_IsSummedUp() => AssertSlim(
        Nothing with { MaxEnum = 8 },
        """{"type":"object","properties":{"a":{"enum":["A","B","C","D","E","F","G","H","I"],"description":"Country"},"b":{"type":"integer","enum":[1,2,3]}}}""",
        """{"type":"object","properties":{"a":{"type":"string","description":"Country. One of 9 values: A, B, C, D, …, F, G, H, I."},"b":{"type":"integer","enum":[1,2,3]}}}""");

    [Fact]
    public void Union_NestedAndTooLong_IsSummedUpAndThoseOfArgumentsStay() => AssertSlim(
        Nothing with { MaxUnion = 1 },
        """{"type":"object","properties":{"body":{"oneOf":[{"type":"string"},{"type":"integer"}]},"b":{"properties":{"c":{"anyOf":[{"title":"First","type":"object"},{"$ref":"#/$defs/Second"}]}}}},"$defs":{"Second":{"oneOf":[{"minimum":1},{"maximum":0}]}}}""",
        """{"type":"object","properties":{"body":{"anyOf":[{"type":"string"},{"type":"integer"}]},"b":{"properties":{"c":{"description":"One of 2 forms: First, …."}}}},"$defs":{"Second":{"anyOf":[{"minimum":1},{"maximum":0}]}}}""");

    [Fact]
    public void Union_NothingRelaxed_StaysOneOf() => AssertSlim(
        new SlimmingConfig(),
        """{"type":"object","oneOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"oneOf":[{"type":"string"},{"type":"integer"}]}}}""",
        """{"type":"object","oneOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"oneOf":[{"type":"string"},{"type":"integer"}]}}}""");

    [Fact]
    public void Definition_TooLarge_ShowsItsMembersWithoutTheirs() => AssertSlim(
        new SlimmingConfig { MaxDefinitionBytes = 100 },
        """
        {"type":"object","properties":{"body":{"$ref":"#/$defs/Body"}},"$defs":{
        "Body":{"type":"object","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid"},"inner":{"$ref":"#/$defs/Inner"},"list":{"type":"array","items":{"$ref":"#/$defs/Inner"}},"any":{"oneOf":[{"type":"string"}]} } },
        "Inner":{"type":"object","description":"Within.","properties":{"x":{"type":"string"},"y":{"type":"string"} } } } }
        """,
        """
        {"type":"object","properties":{"body":{"$ref":"#/$defs/Body"}},"$defs":{
        "Body":{"type":"object","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid"},"inner":{"type":"object","description":"Within. [x, y]"},"list":{"type":"array","items":{"type":"object"},"description":"[x, y]"},"any":{} } } } }
        """);

    /// <summary>A schema of further members may be as large as what is left out; that there may be any goes without saying.</summary>
    [Fact]
    public void Definition_TooLarge_ShowsNoSchemaOfItsFurtherMembers() => AssertSlim(
        new SlimmingConfig { MaxDefinitionBytes = 100 },
        """
        {"type":"object","properties":{"body":{"$ref":"#/$defs/Body"}},"$defs":{
        "Body":{"type":"object","additionalProperties":{"type":"object","properties":{"deep":{"type":"string","maxLength":7}}},"properties":{"id":{"type":"string"},"name":{"type":"string"} } } } }
        """,
        """{"type":"object","properties":{"body":{"$ref":"#/$defs/Body"}},"$defs":{"Body":{"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"} } } } }""");

    [Fact]
    public void Definitions_Unused_Go() => AssertSlim(
        new SlimmingConfig(),
        """{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"items":{"$ref":"#/$defs/B"}},"B":{"$ref":"#/$defs/A"},"C":{"$ref":"#/$defs/D"},"D":{}}}""",
        """{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"items":{"$ref":"#/$defs/B"}},"B":{"$ref":"#/$defs/A"}}}""");

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"not":{"enum":[1,2,3]}}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"not":{"$ref":"#/$defs/A"}}},"$defs":{"A":{"items":{"$ref":"#/$defs/B"}},"B":{"enum":[1,2,3],"oneOf":[{"type":"integer"}]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/b"},"b":{"enum":[1,2,3]}}}""")]
    [InlineData("""{"type":"object","unevaluatedProperties":false,"allOf":[{"properties":{"a":{"enum":[1,2,3]}}}]}""")]
    [InlineData("""{"type":"object","if":{"properties":{"a":{"enum":[1,2,3]}}},"then":{"required":["b"]}}""")]
    public void Relaxing_WhereThatWouldRefuseMore_IsLeftAlone(string schema) => AssertSlim(Nothing with { MaxEnum = 2, MaxUnion = 1, MaxDefinitionBytes = 1 }, schema, schema);

    [Fact]
    public void Hidden_Properties_AreNotShown() => Assert.Equal(
        """{"type":"object","properties":{"b":{}}}""",
        new SchemaSlimmer(Nothing).Slim(JsonElement.Parse("""{"type":"object","properties":{"a":{},"b":{}}}"""), ["a"]).GetRawText());

    [Fact]
    public void EveryPhase_Off_ChangesNothing()
    {
        const string schema = """{"type":"object","title":"t","properties":{"a":{"description":"d","enum":[1,2],"example":1}},"$defs":{"unused":{}}}""";

        AssertSlim(Nothing, schema, schema);
    }

    private static void AssertSlim(SlimmingConfig config, string schema, string expected)
    {
        var actual = new SchemaSlimmer(config).Slim(JsonElement.Parse(schema), []).GetRawText();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut got  {actual}");
    }
}

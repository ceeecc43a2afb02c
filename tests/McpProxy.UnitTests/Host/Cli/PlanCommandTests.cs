using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Host.Cli.Plans;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class PlanCommandTests : IDisposable
{
    private const string Old = """
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "http://localhost:1/" } } } }
          },
          "Mcp": {
            "Tools": {
              "get_pet": { "Route": "all", "Request": "GET /pets/{id}", "Parameters": { "id": "string!", "limit": { "Type": "integer", "Maximum": 100 } } },
              "drop_pet": { "Route": "all", "Request": "DELETE /pets/{id}", "Parameters": { "id": "string!" } },
              "list_pets": { "Route": "all", "Request": "GET /pets" }
            },
            "Toolsets": { "pets": { "Include": [ "get_pet", "list_pets" ] } }
          }
        }
        """;

    private const string Document = """
        { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": { "/trees": { "post": { "operationId": "plant", "requestBody": { "required": true, "content": {
          "application/json": { "schema": { "$ref": "#/components/schemas/Tree" } } } } } } },
          "components": { "schemas": { "Tree": { "type": "object", "properties": {
            "height": { "type": "number", "maximum": 90 }, "left": { "$ref": "#/components/schemas/Tree" }, "right": { "$ref": "#/components/schemas/Tree" } } } } } }
        """;

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string, string> Breaking { get; } = new()
    {
        { """{"type":"string"}""", """{"type":"integer"}""", "x: type: string → integer" },
        { """{"type":["string","null"]}""", """{"type":"string"}""", "x: type: null or string → string" },
        { """{"type":"number"}""", """{"type":"integer"}""", "x: type: number → integer" },
        { """{}""", """{"type":"string"}""", "x: type: any → string" },
        { """{"enum":["a","b"]}""", """{"enum":["a","c"]}""", "x: values: with \"b\" → with \"c\"" },
        { """{}""", """{"enum":["a"]}""", "x: values: any → \"a\"" },
        { """{"const":1}""", """{"const":2}""", "x: values: with 1 → with 2" },
        { """{"maximum":10}""", """{"maximum":9}""", "x: maximum: 10 → 9" },
        { """{}""", """{"minLength":1}""", "x: minLength: none → 1" },
        { """{"pattern":"a"}""", """{"pattern":"b"}""", "x: pattern: \"a\" → \"b\"" },
        { """{"multipleOf":2}""", """{"multipleOf":4}""", "x: multipleOf: 2 → 4" },
        { """{}""", """{"uniqueItems":true}""", "x: uniqueItems: none → true" },
        { """{"not":{"const":1}}""", """{"not":{"const":2}}""", """x: not: {"const":1} → {"const":2}""" },
        { """{"items":{"type":"string"}}""", """{"items":{"type":"boolean"}}""", "x[]: type: string → boolean" },
        { """{"properties":{"a":{}}}""", """{"properties":{}}""", "x.a: removed" },
        { """{"properties":{"a":{}}}""", """{"properties":{"a":{}},"required":["a"]}""", "x.a: required now" },
        { """{}""", """{"properties":{"a":{}},"required":["a"]}""", "x.a: added, and required" },
        { """{}""", """{"additionalProperties":false}""", "x.*: nothing is taken any more" },
        { """{"anyOf":[{"type":"string"},{"type":"integer"}]}""", """{"anyOf":[{"type":"string"}]}""", "x(2): type: integer → string" },
        { """{"type":"string"}""", """{"oneOf":[{"type":"string","maxLength":3},{"type":"null"}]}""", "x: maxLength: none → 3" },
        { """{"$ref":"#/$defs/p","$defs":{"p":{"type":"string"}}}""", """{"$ref":"#/$defs/q","$defs":{"q":{"type":"boolean"}}}""", "x: type: string → boolean" },
        { """{"allOf":[{"maxLength":9}]}""", """{"allOf":[{"maxLength":9},{"minLength":2}]}""", "x: minLength: none → 2" },
        { """{"$ref":"#/$defs/p","$defs":{"p":{"properties":{"p":{"$ref":"#/$defs/p"},"n":{"type":"number"}}}}}""", """{"$ref":"#/$defs/p","$defs":{"p":{"properties":{"p":{"$ref":"#/$defs/p"},"n":{"type":"string"}}}}}""", "x.n: type: number → string" },
    };

    public static TheoryData<string, string> Harmless { get; } = new()
    {
        { """{"type":"integer"}""", """{"type":"number"}""" },
        { """{"type":"string"}""", """{}""" },
        { """{"enum":["a"]}""", """{"enum":["b","a"]}""" },
        { """{"const":"a"}""", """{"enum":["b","a"]}""" },
        { """{"maximum":10,"minLength":0}""", """{"maximum":11}""" },
        { """{"multipleOf":4}""", """{"multipleOf":2}""" },
        { """{}""", """{"properties":{"a":{}}}""" },
        { """{"properties":{"a":{}},"required":["a"]}""", """{"properties":{"a":{}}}""" },
        { """{"anyOf":[{"type":"string"}]}""", """{"anyOf":[{"type":"integer"},{"type":"string"}]}""" },
        { """{"anyOf":[{"type":"string"},{"type":"integer"}]}""", """{"type":["string","integer"]}""" },
        { """{"type":"string","title":"a","format":"x"}""", """{"type":"string","description":"b"}""" },
        { """{"$ref":"#/$defs/p","$defs":{"p":{"type":"string"}}}""", """{"type":"string"}""" },
        { """{"properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"additionalProperties":{"type":"string"}}""" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Breaking))]
    public void Schemas_ThatTakeLess_Break(string before, string after, string change)
    {
        var changes = Compare(before, after);

        Assert.Contains(change, changes.Where(c => c.IsBreaking).Select(c => $"{c.Where}: {c.What}"));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Schemas_ThatTakeAsMuch_DoNotBreak(string before, string after) => Assert.DoesNotContain(Compare(before, after), c => c.IsBreaking);

    [Theory]
    [InlineData("""{"properties":{"a":{}},"required":["a"]}""", """{"properties":{"a":{}}}""", "result.a: not always there any more")]
    [InlineData("""{"type":"string"}""", """{"type":["string","null"]}""", "result: type: string → null or string")]
    [InlineData("""{"enum":["a"]}""", """{"enum":["a","b"]}""", "result: values: 1 → with \"b\"")]
    public void Results_ThatMayBeMore_Break(string before, string after, string change)
    {
        var changes = new SchemaComparison(JsonElement.Parse(after), JsonElement.Parse(before), "result", isResult: true).Run();

        Assert.Contains(change, changes.Where(c => c.IsBreaking).Select(c => $"{c.Where}: {c.What}"));
    }

    [Fact]
    public void Schemas_OfBranchesUponBranches_ComeToAnEnd()
    {
        // Each level has two branches that lead to the next, and the last one differs: every path is a trial.
        static string Level(int i) => $$"""
            "n{{i}}": { "anyOf": [ { "properties": { "a": { "$ref": "#/$defs/n{{i + 1}}" } } }, { "properties": { "b": { "$ref": "#/$defs/n{{i + 1}}" } } } ] },
            """;
        static string Nested(string leaf) => $$"""{ "$ref": "#/$defs/n0", "$defs": { {{string.Concat(Enumerable.Range(0, 60).Select(Level))}} "n60": {{leaf}} } }""";

        Assert.Contains(Compare(Nested("""{"type":"string"}"""), Nested("""{"type":"integer"}""")), c => c.IsBreaking);
    }

    [Theory]
    [InlineData("""{ "id": { "Aliases": [ "key" ] } }""", """{ "id": {} }""", "", "BREAKING: arguments.id: alias 'key': removed")]
    [InlineData("""{ "id": { "Aliases": [ "key" ] }, "b": {} }""", """{ "id": {}, "b": { "Aliases": [ "key" ] } }""", "", "BREAKING: arguments.id: alias 'key': leads to 'b' now")]
    [InlineData("""{ "id": { "Type": "string[]", "Coerce": [ "List", "Text" ] } }""", """{ "id": { "Type": "string[]", "Coerce": [ "Text" ] } }""", "", "BREAKING: arguments.id: coercion 'List': removed")]
    [InlineData("""{ "id": {}, "b": {} }""", """{ "id": {}, "b": {} }""", "[\"id\",\"b\"]", "BREAKING: arguments: one of id, b is required now")]
    [InlineData("""{ "key": "string!" }""", """{ "id": { "Type": "integer!", "Aliases": [ "key" ] } }""", "", "BREAKING: arguments.id: type: string → integer")]
    [InlineData("""{ "key": "string!" }""", """{ "id": { "Type": "string!", "Aliases": [ "key" ] } }""", "", "    arguments.key: an alias of 'id' now")]
    [InlineData("""{ "id": "string!", "b": {} }""", """{ "id": "string!", "b": {} }""", "[\"id\",\"b\"]", "    description: another text")]
    [InlineData("""{ "id": { "Aliases": [ "key" ], "Coerce": [ "Text" ] } }""", """{ "key": { "Aliases": [ "id" ], "Coerce": [ "Text" ] } }""", "", "    arguments.id: an alias of 'key' now")]
    public async Task Plan_InputRules_BreakWhereCallersReliedOnThem(string before, string after, string anyOf, string change)
    {
        static string With(string parameters, string anyOf) =>
            Old.Replace("\"list_pets\": { \"Route\": \"all\", \"Request\": \"GET /pets\" }", $"\"list_pets\": {{ \"Route\": \"all\", \"Request\": \"GET /pets\", \"Parameters\": {parameters}, \"RequireAnyOf\": [ {anyOf} ] }}", StringComparison.Ordinal);

        var run = await CliRun.Of("plan", _folder.Write("old.json", With(before, "")), _folder.Write("new.json", With(after, anyOf)), "--fail-on-breaking");

        Assert.Equal((change.StartsWith("BREAKING", StringComparison.Ordinal) ? 1 : 0, ""), (run.ExitCode, run.Error));
        Assert.Contains(change, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SameConfiguration_HasNothingToSay()
    {
        var run = await CliRun.Of("plan", _folder.Write("old.json", Old), _folder.Write("new.json", Old), "--fail-on-breaking");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^0 tools added, 0 removed, 0 changed, of 3; 0 breaking changes. about [0-9]+ tokens.\n$", run.Output);
    }

    [Fact]
    public async Task Plan_Changes_AreListedAndFailWhenAsked()
    {
        var changed = JsonNode.Parse(Old)!;
        var tools = changed["Mcp"]!["Tools"]!.AsObject();
        tools.Remove("drop_pet");
        tools["remove_pet"] = JsonNode.Parse("""{ "Route": "all", "Request": "DELETE /pets/{id}", "Parameters": { "id": "string!" } }""");
        tools["get_pet"]!["Parameters"]!["limit"]!["Maximum"] = 50;
        tools["list_pets"]!["Request"] = "POST /pets";
        changed["Mcp"]!["Toolsets"]!["pets"]!["Include"]!.AsArray().RemoveAt(1);
        var (one, two) = (_folder.Write("old.json", Old), _folder.Write("new.json", changed.ToJsonString()));

        var text = await CliRun.Of("plan", one, two);
        var json = await CliRun.Of("plan", one, two, "--json", "--fail-on-breaking");

        Assert.Equal(0, text.ExitCode);
        Assert.Contains("- drop_pet  BREAKING: removed; remove_pet makes the same request now\n+ remove_pet  DELETE /pets/{id}, about ", text.Output, StringComparison.Ordinal);
        Assert.Contains("    BREAKING: arguments.limit: maximum: 100 → 50\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("    BREAKING: request: GET /pets → POST /pets\n    BREAKING: readOnlyHint: true → ", text.Output, StringComparison.Ordinal);
        Assert.Contains("~ toolset BREAKING: pets: without list_pets\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(1, json.ExitCode);
        Assert.Equal("drop_pet", json.Json.GetProperty("removed")[0].GetProperty("name").GetString());
        Assert.True(json.Json.GetProperty("breakingChanges").GetInt32() >= 5);
    }

    [Fact]
    public async Task Plan_Documents_AreComparedAsTheyWouldBeImported()
    {
        var (one, two) = (_folder.Write("one.json", Document), _folder.Write("two.json", Document.Replace("90", "80", StringComparison.Ordinal)));

        var run = await CliRun.Of("plan", one, two, "--fail-on-breaking");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("~ plant  about ", run.Output, StringComparison.Ordinal);
        Assert.Contains("    BREAKING: arguments.height: maximum: 90 → 80\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_CommonFiles_LieUnderBothSides()
    {
        var run = await CliRun.Of("plan", _folder.Write("a.json", "{}"), _folder.Write("b.json", """{ "Mcp": { "Tools": { "list_pets": { "Enabled": false } } } }"""), "--config", _folder.Write("base.json", Old));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("- list_pets  BREAKING: removed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_FileWithMistakes_EndsWith3()
    {
        var run = await CliRun.Of("plan", _folder.Write("old.json", Old), "no-such-file.json");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
    }

    private static IReadOnlyList<PlannedChange> Compare(string before, string after) =>
        new SchemaComparison(JsonElement.Parse(before), JsonElement.Parse(after), "x", isResult: false).Run();
}

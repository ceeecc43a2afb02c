using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools;

namespace McpProxy.UnitTests.Tools.InputRules;

/// <summary>Other names of arguments, and times for arguments that are left out.</summary>
public sealed class AliasTests
{
    private static readonly ToolBinding Tool = SomeTool.With("POST /a",
        ("ids", new ParameterConfig { Type = "string[]", Aliases = ["id", "Ids \"é\"", "key"], Coerce = [Coercion.List, Coercion.Text] }),
        ("other", new ParameterConfig { Type = "string" }));

    [Theory]
    [InlineData("""{"id":"a"}""", """{"ids":["a"]}""")]
    [InlineData("""{ "other" : "o" , "id" : ["a"] }""", """{"other":"o","ids":["a"]}""")]
    [InlineData("""{"Ids \"\u00e9\"":["a"]}""", """{"ids":["a"]}""")]
    [InlineData("""{"i\u0064":"a","other":"\u00e9"}""", """{"ids":["a"],"other":"\u00e9"}""")]
    [InlineData("""{"id":7,"ids":["7"]}""", """{"ids":["7"]}""")]
    [InlineData("""{"ids":[ "a" ],"key":["a"],"id":"a"}""", """{"ids":[ "a" ]}""")]
    [InlineData("""{"ids":["a"],"ID":1}""", """{"ids":["a"],"ID":1}""")]
    [InlineData("{}", "{}")]
    public void Rewrite_AliasGiven_IsTheArgument(string arguments, string expected) => Assert.Equal(expected, RuledTool.Rewrite(Tool, arguments));

    [Theory]
    [InlineData("""{"id":"a","ids":["b"]}""", "id", "ids")]
    [InlineData("""{"id":"a","key":"b"}""", "id", "key")]
    [InlineData("""{"ids":null,"id":"a"}""", "ids", "id")]
    public void Rewrite_SeveralWithDifferentValues_AreAConflict(string arguments, string first, string second)
    {
        Assert.Null(RuledTool.Rewrite(Tool, System.Text.Encoding.UTF8.GetBytes(arguments), out var conflict));

        Assert.Equal(("ids", first, second), (conflict!.Argument, conflict.First, conflict.Second));
    }

    [Theory]
    [InlineData("integer", null, "-30d", "1783080000000")]
    [InlineData("number", null, "now", "1785672000000")]
    [InlineData("string", "date", "-1w", "\"2026-07-26\"")]
    [InlineData("string", null, "-12h", "\"2026-08-02T00:00:00Z\"")]
    [InlineData("string", "date-time", "+90s", "\"2026-08-02T12:01:30Z\"")]
    [InlineData("string", null, "-15m", "\"2026-08-02T11:45:00Z\"")]
    public void Rewrite_TimeLeftOut_IsCountedFromTheCall(string type, string? format, string text, string expected)
    {
        var time = new TestTimeProvider();
        var tool = SomeTool.With("POST /a", ("from", new ParameterConfig { Type = type, Format = format, DefaultTime = text, Aliases = ["since"] }));
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal($$"""{"from":{{expected}}}""", RuledTool.Rewrite(tool, "{}", time));
        Assert.Equal($$"""{"a":1,"from":{{expected}}}""", RuledTool.Rewrite(tool, """{"a":1}""", time));
        Assert.Equal("""{"from":1}""", RuledTool.Rewrite(tool, """{"since":1}""", time));
        Assert.Equal("""{"from":null}""", RuledTool.Rewrite(tool, """{"from":null}""", time));
    }

    [Fact]
    public void Rewrite_TimeOfATextInMilliseconds_IsText()
    {
        var tool = SomeTool.With("POST /a", ("from", new ParameterConfig { DefaultTime = "now", Coerce = [Coercion.EpochMilliseconds] }), ("day", new ParameterConfig { DefaultTime = "now", Coerce = [Coercion.Date] }));

        Assert.Equal("""{"from":"1785585600000","day":"2026-08-01"}""", RuledTool.Rewrite(tool, "{}"));
    }

    [Fact]
    public void Definition_SaysTimesAndRequiredArguments_AndNoAliases()
    {
        var tool = SomeTool.From(new ToolConfig
        {
            Route = "all",
            Request = "GET /a",
            Description = "Reads.",
            Parameters = new Dictionary<string, ParameterConfig>
            {
                ["from"] = new() { Type = "integer!", Description = "Since when.", DefaultTime = "-30d" },
                ["to"] = new() { Schema = System.Text.Json.JsonElement.Parse("""{"type":"string","description":"Until when."}"""), DefaultTime = "now" },
                ["id"] = new() { Aliases = ["key"] },
                ["name"] = new(),
            },
            RequireAnyOf = [["id", "name"], ["id", "from"], ["name"]],
        });

        Assert.Equal("Reads. Requires at least one of id, name. Requires name.", tool.Definition.Description);
        Assert.Equal(
            """{"type":"object","properties":{"from":{"type":"integer","description":"Default: 30 days before the call. Since when."},"to":{"type":"string","description":"Default: the time of the call. Until when."},"id":{"type":"string"},"name":{"type":"string"}},"additionalProperties":false}""",
            System.Text.Encoding.UTF8.GetString(tool.Definition.InputSchema.Span));
    }

    [Fact]
    public void Compile_ToolWithoutRules_HasNone() => Assert.Null(SomeTool.With("GET /a", ("x", new ParameterConfig { Default = System.Text.Json.JsonElement.Parse("\"1\"") })).InputRules);
}

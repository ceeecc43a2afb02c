using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using McpProxy.Tools;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.InputRules;

/// <summary>What holds for any arguments: right ones stay as they are, others become JSON, and nothing fails.</summary>
public sealed class InputRulesPropertyTests
{
    private static readonly Coercion[] ForTexts = [Coercion.Text, Coercion.List];

    private static readonly ToolBinding Tool = SomeTool.With("POST /a",
        ("texts", new ParameterConfig { Type = "string[]", Aliases = ["text"], Coerce = ForTexts }),
        ("numbers", new ParameterConfig { Type = "number[]", Aliases = ["n\"1", "n2"], Coerce = [Coercion.List, Coercion.Number, Coercion.EpochMilliseconds, Coercion.Json] }),
        ("kind", new ParameterConfig { Enum = JsonElement.Parse("""["A_B","c d","é"]"""), Coerce = [Coercion.EnumCase, Coercion.Text] }),
        ("day", new ParameterConfig { Format = "date", Aliases = ["date"], Coerce = [Coercion.Date] }),
        ("filter", new ParameterConfig { Schema = JsonElement.Parse("""{"type":["object","array"]}"""), Coerce = [Coercion.Json] }),
        ("free", new ParameterConfig { Schema = JsonElement.Parse("{}"), Aliases = ["anything"] }));

    [Fact]
    public void Rewrite_RightArguments_StayAsTheyAre()
    {
        var random = new Random(17);
        for (var round = 0; round < 3_000; round++)
        {
            var arguments = RandomArguments.Right(random);
            using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(arguments), 64);
            Assert.True(Tool.InputSchema.Validate(tape, JsonTape.Root, null), arguments);

            Assert.Null(RuledTool.Rewrite(Tool, Encoding.UTF8.GetBytes(arguments), out var conflict));
            Assert.Null(conflict);
        }
    }

    [Fact]
    public void Rewrite_AnyArguments_AreJsonWithoutRepetitions_AndRewritingThemAgainChangesNothing()
    {
        var random = new Random(18);
        var rewritten = 0;
        for (var round = 0; round < 6_000; round++)
        {
            var arguments = Encoding.UTF8.GetBytes(RandomArguments.Any(random));
            arguments = round % 2 == 0 ? arguments : Mutation.Of(arguments, random);
            string? result;
            try
            {
                using var tape = JsonTape.Parse(arguments, 64);
                if (tape.Kind(JsonTape.Root) != JsonTokenType.StartObject)
                {
                    continue;
                }

                result = RuledTool.Rewrite(Tool, arguments, out _);
            }
            catch (JsonException)
            {
                continue;
            }

            if (result is not null)
            {
                rewritten++;
                using var again = JsonTape.Parse(Encoding.UTF8.GetBytes(result), 66);
                Assert.Null(RuledTool.Rewrite(Tool, Encoding.UTF8.GetBytes(result), out _));
            }
        }

        Assert.InRange(rewritten, 500, 6_000);
    }
}

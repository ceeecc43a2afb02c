using System.Text.Json;
using McpProxy.Shaping.Json;
using McpProxy.UnitTests.Tools.Schema;

namespace McpProxy.UnitTests.Shaping.Json;

/// <summary>Skipping by structure finds the same end and counts the same elements as System.Text.Json.</summary>
public sealed class JsonSkipperTests
{
    private static readonly string[] Awkward =
    [
        "[]", "[ ]", "[1]", "[[]]", "[{}]", "[[],[]]", "[\"\"]", "[\",\"]", "[\"]\",1]", "[\"\\\"],\",2]", "[\"\\\\\",3]", "[\"\\\\\\\"]\",4]",
        "[{\"a\":[1,2,3],\"b\":{\"c\":[]}},5]", "[\"" + new string('\\', 126) + "\",6]", "[\"" + new string('\\', 126) + "\\\"\",7]", "[" + new string(' ', 200) + "8]",
        "[" + new string('[', 300) + "9" + new string(']', 300) + ",10,[]]",
        "[" + string.Join(",", Enumerable.Repeat("{}", 100)) + "]", "[" + string.Join(",", Enumerable.Repeat("[[],[[]]],1", 40)) + "]",
        "[" + new string('[', 63) + string.Join(",", Enumerable.Repeat("{}", 40)) + new string(']', 63) + ",{},{}]",
    ];

    public static TheoryData<string> Texts => [.. Awkward];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Skip_CutAnywhere_FindsEndAndCounts(string array)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(array + ",[\"behind\"]");

        foreach (var pieces in Pieces.InTwo(json.Length).Append(Pieces.Single(json.Length)))
        {
            AssertSkips(json, array.Length, pieces);
        }
    }

    [Fact]
    public void Skip_RandomArrays_FindsEndAndCounts()
    {
        var random = new Random(1);
        var texts = new RandomJson(1);
        long total = 0;
        while (total < 2_000_000)
        {
            var array = "[" + string.Join(",", Enumerable.Range(0, random.Next(6)).Select(_ => texts.Text())) + "]";
            var json = System.Text.Encoding.UTF8.GetBytes(array + ",1]}");
            var end = json.Length - 4;
            total += json.Length;

            AssertSkips(json, end, Pieces.Some(random, json.Length, 100));
        }
    }

    [Fact]
    public void Skip_FromInsideAString_GoesOnThere()
    {
        var skipper = new JsonSkipper(depth: 2, curlyDepth: 1, inString: true, escaped: true);

        Assert.True(skipper.Skip("\"]\",\"x\":[1,2]},{},3]rest"u8, out var consumed));

        Assert.Equal("\"]\",\"x\":[1,2]},{},3]".Length, consumed);
        Assert.Equal(2, skipper.Commas);
        Assert.True(skipper.IsBalanced);
    }

    [Theory]
    [InlineData("1,2}")]
    [InlineData("{\"a\":1],2]")]
    [InlineData("[}]")]
    public void Skip_WrongKindOfBracket_IsNotBalanced(string rest)
    {
        var skipper = new JsonSkipper(depth: 1, curlyDepth: 0);
        skipper.Skip(System.Text.Encoding.UTF8.GetBytes(rest), out _);

        Assert.False(skipper.IsBalanced);
    }

    /// <summary>Ten million bytes of valid and of damaged arrays: one verdict and one count, whatever the width and the pieces.</summary>
    [Fact]
    public void Skip_DamagedArrays_AgreesWithAModelAndTheOracle()
    {
        var random = new Random(9);
        var texts = new RandomJson(9);
        long total = 0;
        var ends = 0;
        var valid = 0;
        for (var run = 0; total < 10_000_000; run++)
        {
            var json = System.Text.Encoding.UTF8.GetBytes("[" + string.Join(",", Enumerable.Range(0, random.Next(6)).Select(_ => run % 3 == 0 ? Tiny(random) : texts.Text())) + "]");
            json = run % 4 == 0 ? json : texts.Damage(json);
            total += json.Length;
            if (json.Length == 0 || json[0] != '[')
            {
                continue;
            }

            var expected = Model(json);
            ends += expected.Ended ? 1 : 0;
            if (expected.Ended && JsonOracle.Accepts(json))
            {
                using var oracle = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonOracle.MaxDepth });
                valid++;
                Assert.True(expected.Balanced);
                Assert.Equal(oracle.RootElement.GetArrayLength(), oracle.RootElement.GetArrayLength() == 0 ? expected.Commas : expected.Commas + 1);
            }

            var pieces = Pieces.Some(random, json.Length, 1 + random.Next(200));
            AssertOutcome(expected, Skip<BlockReader512>(json, pieces), json);
            AssertOutcome(expected, Skip<BlockReader256>(json, pieces), json);
            AssertOutcome(expected, Skip<BlockReader128>(json, pieces), json);
            AssertOutcome(expected, Skip<BlockReader64>(json, pieces), json);
        }

        Assert.InRange(valid, 1000, ends - 1000);
    }

    private static string Tiny(Random random) => string.Join(",", Enumerable.Range(0, 1 + random.Next(60)).Select(_ => random.Next(6) switch { 0 => "{}", 1 => "[]", 2 => "1", 3 => "\"\"", 4 => "[[],{\"\":[]}]", _ => "\"\\\"]\"" }));

    private static void AssertSkips(byte[] json, int end, int[] pieces)
    {
        using var oracle = JsonDocument.Parse(json.AsMemory(0, end), new JsonDocumentOptions { MaxDepth = JsonOracle.MaxDepth });
        var expected = new Outcome(true, end, Math.Max(0, oracle.RootElement.GetArrayLength() - 1), true);
        AssertOutcome(expected, Skip<BlockReader512>(json, pieces), json);
        AssertOutcome(expected, Skip<BlockReader256>(json, pieces), json);
        AssertOutcome(expected, Skip<BlockReader128>(json, pieces), json);
        AssertOutcome(expected, Skip<BlockReader64>(json, pieces), json);
    }

    private static void AssertOutcome(Outcome expected, Outcome actual, byte[] json) => Assert.True(expected == actual, $"{expected} {actual} {System.Text.Encoding.UTF8.GetString(json)}");

    private static Outcome Skip<TReader>(byte[] json, int[] pieces)
        where TReader : struct, IBlockReader
    {
        var skipper = new JsonSkipper(depth: 1, curlyDepth: 0);
        var at = 1;
        var given = 0;
        var ended = false;
        foreach (var piece in pieces)
        {
            given += piece;
            if (ended || given <= at)
            {
                continue;
            }

            // A copy of its own shows reads outside of the piece.
            ended = skipper.Skip<TReader>(json.AsSpan(at, given - at).ToArray(), out var consumed);
            at += consumed;
        }

        return new Outcome(ended, at, skipper.Commas, !ended || skipper.IsBalanced);
    }

    /// <summary>The same, byte by byte.</summary>
    private static Outcome Model(byte[] json)
    {
        var (depth, curly, commas, inString, escaped) = (1, 0, 0L, false, false);
        for (var at = 1; at < json.Length; at++)
        {
            var character = (char)json[at];
            if (character == '"' && !escaped)
            {
                inString = !inString;
            }
            else if (!inString)
            {
                commas += character == ',' && depth == 1 ? 1 : 0;
                depth += character is '[' or '{' ? 1 : character is ']' or '}' ? -1 : 0;
                curly += character == '{' ? 1 : character == '}' ? -1 : 0;
                if (depth == 0)
                {
                    return new Outcome(true, at + 1, commas, curly == 0);
                }
            }

            escaped = character == '\\' && !escaped;
        }

        return new Outcome(false, json.Length, commas, true);
    }

    private sealed record Outcome(bool Ended, int At, long Commas, bool Balanced);
}

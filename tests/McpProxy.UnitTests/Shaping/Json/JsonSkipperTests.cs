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
    ];

    public static TheoryData<string> Texts => [.. Awkward];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Skip_CutAnywhere_FindsEndAndCounts(string array)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(array + ",[\"behind\"]");

        foreach (var pieces in Pieces.InTwo(json.Length).Append(Pieces.Single(json.Length)))
        {
            AssertSkips<BlockReader512>(json, array.Length, pieces);
            AssertSkips<BlockReader256>(json, array.Length, pieces);
            AssertSkips<BlockReader128>(json, array.Length, pieces);
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

            AssertSkips<BlockReader512>(json, end, Pieces.Some(random, json.Length, 100));
            AssertSkips<BlockReader256>(json, end, Pieces.Some(random, json.Length, 100));
            AssertSkips<BlockReader128>(json, end, Pieces.Some(random, json.Length, 100));
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

    private static void AssertSkips<TReader>(byte[] json, int end, int[] pieces)
        where TReader : struct, IBlockReader
    {
        using var oracle = JsonDocument.Parse(json.AsMemory(0, end), new JsonDocumentOptions { MaxDepth = JsonOracle.MaxDepth });
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

            ended = skipper.Skip<TReader>(json.AsSpan(at, given - at), out var consumed);
            at += consumed;
        }

        Assert.True(ended);
        Assert.Equal(end, at);
        Assert.True(skipper.IsBalanced);
        Assert.Equal(oracle.RootElement.GetArrayLength(), oracle.RootElement.GetArrayLength() == 0 ? skipper.Commas : skipper.Commas + 1);
    }
}

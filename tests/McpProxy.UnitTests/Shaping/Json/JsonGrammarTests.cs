using System.Text;
using McpProxy.Shaping.Json;
using McpProxy.UnitTests.Tools.Schema;

namespace McpProxy.UnitTests.Shaping.Json;

/// <summary>The grammar accepts what System.Text.Json accepts, however the text is cut.</summary>
public sealed class JsonGrammarTests
{
    [Theory]
    [InlineData("{\"a\\u00e9\\\"\":[1,-0.5e+10,true,false,null,\"\\ud83d\\ude00é😀\"],\"\":{}} ", true)]
    [InlineData("[1,]", false)]
    [InlineData("[01]", false)]
    [InlineData("[1.]", false)]
    [InlineData("[-]", false)]
    [InlineData("[\"\\x\"]", false)]
    [InlineData("[\"\\u12g4\"]", false)]
    [InlineData("[\"\t\"]", false)]
    [InlineData("{\"a\" 1}", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("{1:1}", false)]
    [InlineData("[truE]", false)]
    [InlineData("[1}", false)]
    [InlineData("12", true)]
    [InlineData("12 3", false)]
    [InlineData("1e", false)]
    [InlineData("", false)]
    public void Next_CutAnywhere_AgreesWithOracle(string text, bool valid)
    {
        var json = Encoding.UTF8.GetBytes(text);

        Assert.Equal(valid, JsonOracle.Accepts(json));
        Assert.All(Pieces.InTwo(json.Length).Append(Pieces.Single(json.Length)), pieces => Assert.Equal(valid, Accepts(json, pieces)));
    }

    [Fact]
    public void Next_ByteOrderMark_IsPassed() => Assert.True(Accepts([0xEF, 0xBB, 0xBF, (byte)'1'], [1, 1, 1, 1]));

    [Fact]
    public void Next_TooDeep_IsMalformed()
    {
        var json = Encoding.UTF8.GetBytes(new string('[', 513) + new string(']', 513));

        Assert.False(Accepts(json, [json.Length]));
        Assert.True(Accepts(json[1..^1], [json.Length - 2]));
    }

    /// <summary>Ten million bytes of valid and of damaged JSON.</summary>
    [Fact]
    public void Next_RandomTexts_AgreesWithOracle()
    {
        var random = new Random(2);
        var texts = new RandomJson(2);
        long total = 0;
        var refused = 0;
        for (var run = 0; total < 10_000_000; run++)
        {
            var json = Encoding.UTF8.GetBytes(texts.Text());
            json = run % 4 == 0 ? json : texts.Damage(json);
            total += json.Length;
            var accepts = JsonOracle.Accepts(json) || json.AsSpan().StartsWith("\uFEFF"u8);
            refused += accepts ? 0 : 1;

            Assert.True(accepts == Accepts(json, Pieces.Some(random, json.Length, 1 + random.Next(60))), Encoding.UTF8.GetString(json));
        }

        Assert.InRange(refused, 1000, int.MaxValue);
    }

    private static bool Accepts(byte[] json, int[] pieces)
    {
        var grammar = new JsonGrammar(JsonOracle.MaxDepth);
        var start = 0;
        foreach (var piece in pieces)
        {
            var bytes = json.AsSpan(start, piece);
            start += piece;
            for (var at = 0; ;)
            {
                var read = grammar.Next(bytes, ref at);
                if (read == JsonEvent.Malformed)
                {
                    return false;
                }

                if (read == JsonEvent.Starved)
                {
                    Assert.Equal(piece, at);
                    break;
                }
            }
        }

        return grammar.IsWhole;
    }
}

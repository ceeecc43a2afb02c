using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Shaping.Truncation;
using McpProxy.UnitTests.Shaping.Json;
using McpProxy.UnitTests.Tools.Schema;

namespace McpProxy.UnitTests.Shaping.Truncation;

/// <summary>Random texts under random rules: the output is valid, keeps what a document model would keep, and does not depend on the pieces.</summary>
public sealed class JsonTruncatorRandomTests
{
    private const int Runs = 4000;

    [Fact]
    public void RandomTexts_WithoutLimits_PassUnchanged()
    {
        var random = new Random(3);
        var texts = new RandomJson(3);
        for (var run = 0; run < Runs; run++)
        {
            var json = texts.Text();
            var length = Encoding.UTF8.GetByteCount(json);

            var truncated = Truncated.From(new TruncationRules { MaxBytes = length, MaxItems = 1000 }, json, Pieces.Some(random, length, 40));

            Assert.Equal(json, truncated.Text);
            Assert.False(truncated.IsModified);
        }
    }

    [Fact]
    public void RandomTexts_WithLimits_EqualTheModel()
    {
        var random = new Random(4);
        var texts = new RandomJson(4);
        for (var run = 0; run < Runs; run++)
        {
            var json = "{\"root\":" + texts.Text() + "}";
            var rules = new TruncationRules { MaxItems = random.Next(4), MaxDepth = 1 + random.Next(5), ItemsAtLevel = random.Next(2) == 0 ? [] : [random.Next(5)], Note = false, CheckSkipped = random.Next(2) == 0 };
            var model = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = JsonOracle.MaxDepth })!;
            Cut(model, rules, depth: 1, level: 0);

            var truncated = AnyPieces(rules, json, random);

            Assert.True(JsonNode.DeepEquals(model, JsonNode.Parse(truncated.Text)), $"{json}\n{truncated.Text}");
        }
    }

    [Fact]
    public void RandomTexts_WithBudget_AreValidAndFit()
    {
        var random = new Random(5);
        var texts = new RandomJson(5);
        for (var run = 0; run < Runs; run++)
        {
            var json = "{\"root\":" + texts.Text() + ",\"" + new string('n', random.Next(20)) + "\":[" + texts.Text() + "]}";
            var rules = new TruncationRules { MaxBytes = 20 + random.Next(100), MaxStringBytes = 1 + random.Next(20), Note = false, Count = random.Next(4) > 0 };

            var truncated = AnyPieces(rules, json, random);

            Assert.True(JsonOracle.Accepts(Encoding.UTF8.GetBytes(truncated.Text)), $"{json}\n{truncated.Text}");
            Assert.InRange(Encoding.UTF8.GetByteCount(truncated.Text), 2, rules.MaxBytes);
        }
    }

    [Fact]
    public void RandomTexts_WithBudgetAndAdditions_AreValidAndFit()
    {
        var random = new Random(9);
        var texts = new RandomJson(9);
        var limits = new TruncateConfig { Note = false, AddWhenMissing = new Dictionary<string, AddedMemberConfig> { ["$..r"] = new(), ["$..added"] = new() { Value = "x" } } };
        for (var run = 0; run < Runs; run++)
        {
            var json = "{\"root\":" + texts.Text() + ",\"r\":" + texts.Text() + "}";
            var rules = new TruncationRulesCompiler(limits, 16 + random.Next(120)).Compile();

            var truncated = AnyPieces(rules, json, random);

            Assert.True(JsonOracle.Accepts(Encoding.UTF8.GetBytes(truncated.Text)), $"{json}\n{truncated.Text}");
            Assert.InRange(Encoding.UTF8.GetByteCount(truncated.Text), 2, rules.MaxBytes);
        }
    }

    [Fact]
    public void RandomTexts_WithNote_TellTheCounts()
    {
        var random = new Random(6);
        var texts = new RandomJson(6);
        for (var run = 0; run < Runs; run++)
        {
            var items = Enumerable.Range(0, random.Next(12)).Select(_ => texts.Text()).ToArray();
            var json = "[" + string.Join(",", items) + "]";
            var rules = new TruncationRules { ItemsAtLevel = [3], CheckSkipped = random.Next(2) == 0 };

            var truncated = AnyPieces(rules, json, random);

            Assert.Equal(items.Length > 3, truncated.IsTruncated);
            if (truncated.IsTruncated)
            {
                using var answer = JsonDocument.Parse(truncated.Text);
                Assert.Equal(items.Length, answer.RootElement.GetProperty("original_count").GetInt32());
                Assert.Equal(3, answer.RootElement.GetProperty("items").GetArrayLength());
                Assert.StartsWith("{\"items\":[" + string.Join(",", items.Take(3)).TrimEnd(), truncated.Text, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>With everything checked the verdict is that of System.Text.Json; with a marker the output is valid all the same.</summary>
    [Fact]
    public void DamagedTexts_AreRefusedOrMarked()
    {
        var random = new Random(7);
        var texts = new RandomJson(7);
        for (var run = 0; run < Runs * 2; run++)
        {
            var json = texts.Damage(Encoding.UTF8.GetBytes("{\"root\":" + texts.Text() + ",\"list\":[" + texts.Text() + "," + texts.Text() + "]}"));
            if (json.Length == 0)
            {
                continue;
            }

            var rules = new TruncationRules { MaxItems = 1, MaxStringBytes = 4, CheckSkipped = true, KeepValidPart = random.Next(2) == 0, MaxBytes = random.Next(2) == 0 ? 60 : long.MaxValue };

            var truncated = AnyPieces(rules, json, random);

            Assert.Equal(JsonOracle.Accepts(json), truncated.MalformedAt is null);
            if (!truncated.IsFailed)
            {
                Assert.True(JsonOracle.Accepts(Encoding.UTF8.GetBytes(truncated.Text)), $"{Encoding.UTF8.GetString(json)}\n{truncated.Text}");
            }
        }
    }

    /// <summary>Without checks, what is skipped may be anything; the output is valid JSON or an error.</summary>
    [Fact]
    public void DamagedTexts_SkippedByStructure_StayValidJson()
    {
        var random = new Random(8);
        var texts = new RandomJson(8);
        for (var run = 0; run < Runs * 2; run++)
        {
            var json = texts.Damage(Encoding.UTF8.GetBytes("{\"list\":[" + texts.Text() + "," + texts.Text() + "],\"root\":" + texts.Text() + "}"));
            var truncated = AnyPieces(new TruncationRules { MaxItems = 1, MaxDepth = 3 }, json, random);

            Assert.True(truncated.IsFailed || json.Length == 0 || JsonOracle.Accepts(Encoding.UTF8.GetBytes(truncated.Text)), $"{Encoding.UTF8.GetString(json)}\n{truncated.Text}");
        }
    }

    private static Truncated AnyPieces(TruncationRules rules, string json, Random random) => AnyPieces(rules, Encoding.UTF8.GetBytes(json), random);

    private static Truncated AnyPieces(TruncationRules rules, byte[] json, Random random)
    {
        var whole = Truncated.From(rules, json);
        var cut = Truncated.From(rules, json, json.Length == 0 ? [0] : Pieces.Some(random, json.Length, 1 + random.Next(60)));
        Assert.True(whole.Outcome() == cut.Outcome(), $"{Encoding.UTF8.GetString(json)}\n{whole}\n{cut}");
        return whole;
    }

    private static void Cut(JsonNode? node, TruncationRules rules, int depth, int level)
    {
        if (node is JsonArray array)
        {
            level++;
            var limit = depth > rules.MaxDepth ? 0 : rules.ItemsOf(0, level);
            while (array.Count > limit)
            {
                array.RemoveAt(array.Count - 1);
            }

            foreach (var item in array)
            {
                Cut(item, rules, depth + 1, level);
            }
        }
        else if (node is JsonObject members)
        {
            if (depth > rules.MaxDepth)
            {
                members.Clear();
            }

            foreach (var (_, value) in members)
            {
                Cut(value, rules, depth + 1, level);
            }
        }
    }
}

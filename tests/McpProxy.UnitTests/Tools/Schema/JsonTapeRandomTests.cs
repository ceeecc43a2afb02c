using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>The tape against the framework's own reader, on random texts and on random damage to them.</summary>
public sealed class JsonTapeRandomTests
{
    private const int MaxDepth = 64;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_RandomJson_WalksLikeJsonDocument(int seed)
    {
        var random = new RandomJson(seed);
        for (var i = 0; i < 400; i++)
        {
            var json = Encoding.UTF8.GetBytes(random.Text());
            using var document = JsonDocument.Parse(json);
            using var tape = JsonTape.Parse(json, MaxDepth);

            var end = AssertSame(document.RootElement, tape, JsonTape.Root);

            Assert.Equal(tape.NodeCount, end);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Parse_TruncatedAndMutatedJson_JudgesLikeJsonDocument(int seed)
    {
        var random = new RandomJson(seed);
        var verdicts = new int[2];
        for (var i = 0; i < 3000; i++)
        {
            var json = random.Damage(Encoding.UTF8.GetBytes(random.Text()));

            var valid = IsJson(json);

            Assert.True(valid == IsTape(json), Encoding.UTF8.GetString(json));
            verdicts[valid ? 1 : 0]++;
        }

        Assert.All(verdicts, count => Assert.True(count > 100));
    }

    /// <summary>JsonDocument looks into strings only when they are read, and can be told to refuse duplicates.</summary>
    private static bool IsJson(byte[] json, bool allowDuplicates = false)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = allowDuplicates });
            return Utf8.IsValid(json);
        }
        catch (InvalidOperationException)
        {
            // Its search for duplicates trips over a name with half a surrogate pair, which JSON allows.
            return IsJson(json, allowDuplicates: true);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsTape(byte[] json)
    {
        try
        {
            using var tape = JsonTape.Parse(json, MaxDepth);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int AssertSame(JsonElement expected, JsonTape tape, int node)
    {
        Assert.Equal(expected.GetRawText(), Encoding.UTF8.GetString(tape.Raw(node).Span));
        var child = node + 1;
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    Assert.Equal(member.Name, tape.GetString(child));
                    Assert.True(tape.TryGetProperty(node, Encoding.UTF8.GetBytes(member.Name), out var found));
                    Assert.Equal(child + 1, found);
                    child = AssertSame(member.Value, tape, child + 1);
                }

                Assert.Equal(expected.GetPropertyCount(), tape.Count(node));
                break;
            case JsonValueKind.Array:
                foreach (var item in expected.EnumerateArray())
                {
                    child = AssertSame(item, tape, child);
                }

                Assert.Equal(expected.GetArrayLength(), tape.Count(node));
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), tape.GetString(node));
                break;
            default:
                Assert.Equal(0, tape.Count(node));
                break;
        }

        Assert.Equal(child, tape.Next(node));
        return child;
    }
}

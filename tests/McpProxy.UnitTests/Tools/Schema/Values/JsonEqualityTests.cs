using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.UnitTests.Tools.Schema.Values;

public sealed class JsonEqualityTests
{
    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("-0", "0", true)]
    [InlineData("1", "-1", false)]
    [InlineData("1", "true", false)]
    [InlineData("0", "false", false)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("[1,2]", "[1.0,2]", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("[1]", "[1,1]", false)]
    [InlineData("""{"a":1,"b":[2]}""", """{"b":[2.0],"\u0061":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", false)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"c":2}""", false)]
    [InlineData("{}", "[]", false)]
    [InlineData("null", "null", true)]
    public void AreEqual_Values_AreComparedByValue(string a, string b, bool expected)
    {
        using var tapeA = SchemaCase.Parse(a);
        using var tapeB = SchemaCase.Parse(b);

        Assert.Equal(expected, JsonEquality.AreEqual(tapeA, JsonTape.Root, tapeB, JsonTape.Root));
        Assert.Equal(expected, JsonHash.Compute(tapeA, JsonTape.Root) == JsonHash.Compute(tapeB, JsonTape.Root));
    }

    [Fact]
    public void AreEqual_LargeObjectsInAnotherOrder_AreEqual()
    {
        var members = Enumerable.Range(0, 100).Select(i => $"\"n{i}\":{i}").ToArray();
        using var tapeA = SchemaCase.Parse($"{{{string.Join(',', members)}}}");
        using var tapeB = SchemaCase.Parse($"{{{string.Join(',', members.Reverse())}}}");
        using var tapeC = SchemaCase.Parse($"{{{string.Join(',', members.Reverse()).Replace("n7\"", "n700\"", StringComparison.Ordinal)}}}");

        Assert.True(JsonEquality.AreEqual(tapeA, JsonTape.Root, tapeB, JsonTape.Root));
        Assert.False(JsonEquality.AreEqual(tapeA, JsonTape.Root, tapeC, JsonTape.Root));
    }

    [Fact]
    public void AreEqual_RandomValues_AgreesWithDeepEquals()
    {
        var random = new RandomJson(21);
        var texts = Enumerable.Range(0, 300).Select(_ => random.Text()).ToArray();
        foreach (var a in texts)
        {
            using var tapeA = SchemaCase.Parse(a);
            using var documentA = JsonDocument.Parse(a);
            foreach (var b in texts)
            {
                using var tapeB = SchemaCase.Parse(b);
                using var documentB = JsonDocument.Parse(b);
                var expected = JsonElement.DeepEquals(documentA.RootElement, documentB.RootElement);
                Assert.True(expected == JsonEquality.AreEqual(tapeA, JsonTape.Root, tapeB, JsonTape.Root), $"{a} ? {b}");
                Assert.True(!expected || JsonHash.Compute(tapeA, JsonTape.Root) == JsonHash.Compute(tapeB, JsonTape.Root), $"{a} ? {b}");
            }
        }
    }

    [Fact]
    public void Compute_ManyTexts_SeldomCollide()
    {
        var hashes = Enumerable.Range(0, 100_000).Select(i => JsonHash.OfText(Encoding.UTF8.GetBytes($"n{i}"))).ToHashSet();
        Assert.InRange(hashes.Count, 99_900, 100_000);
    }
}

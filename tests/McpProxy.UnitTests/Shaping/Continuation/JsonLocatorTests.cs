using System.Text;
using System.Text.Json;
using McpProxy.Shaping.Continuation;

namespace McpProxy.UnitTests.Shaping.Continuation;

/// <summary>Values and runs of elements are found where System.Text.Json finds them.</summary>
public sealed class JsonLocatorTests
{
    [Theory]
    [InlineData("", """{"a":1}""")]
    [InlineData("/a", "1")]
    [InlineData("/b/c/1", "[2,{}]")]
    [InlineData("/b/c/1/1", "{}")]
    [InlineData("/x~1y~0z", "\"t\"")]
    [InlineData("/~01", "7")]
    [InlineData("/é\"", "null")]
    [InlineData("/", "true")]
    [InlineData("/n", "-1.5e3")]
    [InlineData("/dup", "1")]
    public void Find_PointerThatLeadsSomewhere_IsTheValue(string at, string value)
    {
        var json = at.Length == 0 ? value : """
            { "b" : { "z":"}]\"", "c":[ 1 , [2,{}],3] }, "x/y~z" : "t" , "/":6, "~1" :7,"\u00e9\"":null,"":true, "n":-1.5e3, "a":1, "dup":1, "dup":2 }
            """;

        Assert.Equal(value, Read(json, at));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/a/0")]
    [InlineData("/list/3")]
    [InlineData("/list/-")]
    [InlineData("/list/01")]
    [InlineData("/empty/0")]
    [InlineData("/o/x")]
    public void Find_PointerThatLeadsNowhere_IsNull(string at) =>
        Assert.Null(Read("""{"a":1,"list":[1,2,3],"empty":[ ],"o":{}}""", at));

    [Theory]
    [InlineData("/abc", "2")]
    [InlineData("/abcdef", "3")]
    public void Find_PastNamesThatAreNoUnicode_IsTheValue(string at, string value) =>
        Assert.Equal(value, Read("""{"\ud800":1,"\udc00\ud800":{"abc":0},"abc":2,"abcdef":3}""", at));

    [Theory]
    [InlineData("a")]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    public void TryParse_WhatIsNoPointer_IsNull(string text) => Assert.Null(JsonPointer.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":[1""")]
    [InlineData("""{"a":[1,]}""")]
    [InlineData("""{"a" 1}""")]
    public void Find_WhatIsNotJson_Throws(string json) => Assert.ThrowsAny<JsonException>(() => Read(json, "/a/1"));

    /// <summary>Random texts, cut into pieces of all sizes: each value and each window is what System.Text.Json says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Everything_OfRandomTexts_IsFound(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var json = SomeJson.Create(random);
            using var document = JsonDocument.Parse(json);
            Compare(json, document.RootElement, "", random);
        }
    }

    [Fact]
    public void Measure_LargerThanMayBe_EndsBeforeIt()
    {
        using var locator = new JsonLocator(Stream("""[1,22,"333",4]"""), CancellationToken.None);
        var first = locator.FindElement(0, 0)!.Value;

        Assert.Equal(new JsonRun(2, 5, 6, false), locator.Measure(first, 10, 6));
        Assert.Equal(new JsonRun(0, 6, 6, true), locator.Measure(6, 10, 3));
        Assert.Equal(new JsonRun(2, 13, null, false), locator.Measure(6, 10, 7));
        Assert.Equal(new JsonRun(0, 1, 1, false), locator.Measure(first, 0, 7));
    }

    private static void Compare(string json, JsonElement element, string at, Random random)
    {
        Assert.Equal(element.GetRawText(), Read(json, at));
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                Compare(json, member.Value, $"{at}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", random);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            CompareWindows(json, element, at, random);
            for (var i = 0; i < element.GetArrayLength(); i++)
            {
                Compare(json, element[i], $"{at}/{i}", random);
            }
        }
    }

    private static void CompareWindows(string json, JsonElement array, string at, Random random)
    {
        using var locator = new JsonLocator(Stream(json, random.Next(1, 40)), CancellationToken.None);
        var start = locator.Find(JsonPointer.TryParse(at)!)!.Value;
        var count = array.GetArrayLength();
        Assert.Null(locator.FindElement(start, count));
        for (var offset = 0; offset < count; offset++)
        {
            var limit = random.Next(0, count + 2);
            var first = locator.FindElement(start, offset)!.Value;
            var run = locator.Measure(first, limit, int.MaxValue);
            var taken = Math.Min(limit, count - offset);
            Assert.Equal(taken, run.Count);
            using var window = JsonDocument.Parse($"[{Text(json, first, run.End)}]");
            Assert.Equal(array.EnumerateArray().Skip(offset).Take(taken).Select(e => e.GetRawText()), window.RootElement.EnumerateArray().Select(e => e.GetRawText()));
            Assert.Equal(offset + taken < count, run.Next is not null);
            if (run.Next is { } next)
            {
                Assert.Equal(locator.FindElement(start, offset + taken), next);
                Assert.Equal(next, locator.FindFrom(first, taken));
            }
        }
    }

    private static string? Read(string json, string at)
    {
        using var locator = new JsonLocator(Stream(json, 7), CancellationToken.None);
        return locator.Find(JsonPointer.TryParse(at)!) is { } position ? Text(json, position, locator.EndOf(position)) : null;
    }

    private static string Text(string json, long from, long to) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json)[(int)from..(int)to]);

    private static SlowStream Stream(string json, int piece = int.MaxValue) => new(Encoding.UTF8.GetBytes(json), piece);
}

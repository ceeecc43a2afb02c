using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

public sealed class JsonTapeTests
{
    private const int MaxDepth = 64;

    [Fact]
    public void Parse_Object_IndexesNamesAndValues()
    {
        using var tape = Parse("""{ "a": [1, "x"], "b": {} }""");

        Assert.Equal(JsonTokenType.StartObject, tape.Kind(JsonTape.Root));
        Assert.Equal(2, tape.Count(JsonTape.Root));
        Assert.Equal(7, tape.NodeCount);
        Assert.Equal(tape.NodeCount, tape.Next(JsonTape.Root));
        Assert.Equal(JsonTokenType.PropertyName, tape.Kind(1));
        Assert.Equal("[1, \"x\"]", Encoding.UTF8.GetString(tape.Raw(2).Span));
        Assert.Equal(2, tape.Count(2));
        Assert.Equal(5, tape.Next(2));
        Assert.Equal(0, tape.Count(6));
    }

    [Fact]
    public void TryGetProperty_NestedMemberOfTheSameName_FindsOnlyItsOwn()
    {
        using var tape = Parse("""{ "a": { "b": 1 }, "b": 2 }""");

        Assert.True(tape.TryGetProperty(JsonTape.Root, "b"u8, out var value));
        Assert.Equal("2"u8, tape.RawSpan(value));
        Assert.False(tape.TryGetProperty(JsonTape.Root, "c"u8, out _));
        Assert.False(tape.TryGetProperty(value, "b"u8, out _));
    }

    [Theory]
    [InlineData("""{ "a": 1, "b": 2, "a": 3 }""", "The property 'a' occurs twice in one object.")]
    [InlineData("""{ "a": 1, "\u0061": 2 }""", "The property 'a' occurs twice in one object.")]
    [InlineData("""[ { "": { "x\n": 1, "x\u000A": 2 } } ]""", "The property 'x\n' occurs twice in one object.")]
    public void Parse_DuplicateName_NamesIt(string json, string message)
    {
        var error = Assert.Throws<JsonException>(() => Parse(json));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Parse_DuplicateNameWithALoneSurrogate_NamesIt()
    {
        var error = Assert.Throws<JsonException>(() => Parse("""{ "\ud800": 1, "\uD800": 2 }"""));
        Assert.Equal("The property '\ud800' occurs twice in one object.", error.Message);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(5000)]
    public void Parse_DuplicateAmongMany_NamesIt(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"\"n{i}\":{i}");
        var error = Assert.Throws<JsonException>(() => Parse($$"""{{{string.Join(',', names)}},"\u006e7":0}"""));
        Assert.Equal("The property 'n7' occurs twice in one object.", error.Message);
    }

    [Fact]
    public void Parse_LongDuplicateName_IsCut()
    {
        var name = new string('n', 1000);
        var error = Assert.Throws<JsonException>(() => Parse($$"""{"{{name}}":1,"{{name}}":2}"""));
        Assert.Equal($"The property '{new string('n', 64)}…' occurs twice in one object.", error.Message);
    }

    [Theory]
    [InlineData("""{ "\ud800": 1, "\ud801": 2, "\ufffd": 3 }""")]
    [InlineData("""{ "a": { "a": { "a": 1 } }, "b": { "a": 1 } }""")]
    [InlineData("""{ "aa": 1, "aA": 2, "a": 3, "": 4, "\\": 5, "\"": 6 }""")]
    public void Parse_DifferentNames_AreKept(string json)
    {
        using var tape = Parse(json);
        Assert.Equal(JsonTokenType.StartObject, tape.Kind(JsonTape.Root));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{}{}")]
    [InlineData("nul")]
    [InlineData("01")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\x\"")]
    [InlineData("/* c */ 1")]
    public void Parse_NotOneJsonValue_Throws(string json) => Assert.ThrowsAny<JsonException>(() => Parse(json));

    [Fact]
    public void Parse_DepthAtTheLimit_IsRead()
    {
        using var tape = Parse(new string('[', MaxDepth) + new string(']', MaxDepth));
        Assert.Equal(MaxDepth, tape.NodeCount);
    }

    [Fact]
    public void Parse_DepthBeyondTheLimit_Throws() =>
        Assert.ThrowsAny<JsonException>(() => Parse(new string('[', MaxDepth + 1) + new string(']', MaxDepth + 1)));

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0xAF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    public void Parse_NotUtf8_Throws(byte[] json)
    {
        var error = Assert.Throws<JsonException>(() => JsonTape.Parse(json, MaxDepth));
        Assert.Equal("The JSON text is not valid UTF-8.", error.Message);
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t")]
    [InlineData("\"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00é\"", "Aé€😀é")]
    [InlineData("\"\\u0000\"", "\0")]
    public void GetString_Escapes_AreUndone(string json, string expected)
    {
        using var tape = Parse(json);
        var utf8 = new byte[tape.MaxTextLength(JsonTape.Root)];

        Assert.Equal(expected, tape.GetString(JsonTape.Root));
        Assert.True(tape.TextEquals(JsonTape.Root, Encoding.UTF8.GetBytes(expected)));
        Assert.Equal(expected, Encoding.UTF8.GetString(utf8.AsSpan(0, tape.CopyText(JsonTape.Root, utf8))));
    }

    [Theory]
    [InlineData("\"\\ud800\"", true)]
    [InlineData("\"\\udc00\\ud800\"", true)]
    [InlineData("\"\\ud800\\u0041\"", true)]
    [InlineData("\"x\\uD83D\\uDE00\"", false)]
    [InlineData("\"\\\\ud800\"", false)]
    [InlineData("\"\\u00d8\"", false)]
    [InlineData("\"plain\"", false)]
    public void HasLoneSurrogate_Escapes_AreJudged(string json, bool expected)
    {
        using var tape = Parse(json);
        Assert.Equal(expected, tape.HasLoneSurrogate(JsonTape.Root));
    }

    [Fact]
    public void GetString_LoneSurrogate_StaysAsItIs()
    {
        using var tape = Parse("\"a\\udc00b\"");
        Assert.Equal("a\udc00b", tape.GetString(JsonTape.Root));
    }

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("-1", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("1.0", false)]
    [InlineData("1e2", false)]
    [InlineData("\"1\"", false)]
    public void TryGetInt64_Value_IsReadWhenItIsOne(string json, bool expected)
    {
        using var tape = Parse(json);
        Assert.Equal(expected, tape.TryGetInt64(JsonTape.Root, out _));
    }

    [Theory]
    [InlineData("-1.5e3", true)]
    [InlineData("1e309", false)]
    [InlineData("null", false)]
    public void TryGetDouble_Value_IsReadWhenItIsFinite(string json, bool expected)
    {
        using var tape = Parse(json);
        Assert.Equal(expected, tape.TryGetDouble(JsonTape.Root, out _));
    }

    [Fact]
    public void Dispose_Twice_IsHarmless()
    {
        var tape = Parse("1");
        tape.Dispose();
        tape.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tape.Kind(JsonTape.Root));
    }

    private static JsonTape Parse(string json) => JsonTape.Parse(Encoding.UTF8.GetBytes(json), MaxDepth);
}

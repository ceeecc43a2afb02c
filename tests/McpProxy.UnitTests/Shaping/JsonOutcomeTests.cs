using System.Buffers;
using System.Text;
using McpProxy.Dispatch;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;

namespace McpProxy.UnitTests.Shaping;

/// <summary>The result of a JSON answer is put together from bytes; a real JSON writer says what it must look like.</summary>
public sealed class JsonOutcomeTests
{
    private static readonly ResultDialect Modern = new() { Modern = true, StructuredContent = true, ResourceLinks = true, Audio = true, ServerInfo = """{"name":"s"}"""u8.ToArray() };
    private static readonly ResultDialect Nameless = new() { Modern = true, StructuredContent = true, ResourceLinks = true, Audio = true };
    private static readonly ResultDialect Legacy = new() { Modern = false, StructuredContent = true, ResourceLinks = true, Audio = true };
    private static readonly ResultDialect First = new() { Modern = false, StructuredContent = false, ResourceLinks = false, Audio = false };

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 8)];

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{ "text": "quotes \" and \\ and \u0000" }""")]
    [InlineData("{\r\n  \"lines\": [1,\n\t2]\r\n}")]
    [InlineData("""{"special":"é ß 漢 😀 🏳️‍🌈 \u2028 \uFFFE < > & ' + ` \u007f"}""")]
    [InlineData("{\"raw\":\"\u0080\u00a0\u007f\u2028\u2029\ue000\ufffd\uffff\U0010ffff\"}")]
    public void Write_AnObject_IsWhatAJsonWriterWrites(string json)
    {
        foreach (var dialect in new[] { Modern, Nameless, Legacy, First })
        {
            Assert.Equal(Expected(json, dialect, isObject: true, wrap: false), Written(json, dialect, isObject: true, wrap: false, chunk: 0));
        }
    }

    [Theory]
    [InlineData("[1,2]", true)]
    [InlineData("[1,2]", false)]
    [InlineData("\n\"text\"\n", true)]
    public void Write_NoObject_IsWrappedOrLeftOutAsAJsonWriterDoes(string json, bool wrap)
    {
        foreach (var dialect in new[] { Modern, Legacy, First })
        {
            Assert.Equal(Expected(json, dialect, isObject: false, wrap), Written(json, dialect, isObject: false, wrap, chunk: 0));
        }
    }

    /// <summary>Texts of all kinds of characters and of lengths around the pieces of memory that are asked for.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Write_RandomTextInRandomPieces_IsWhatAJsonWriterWrites(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 60; run++)
        {
            var json = RandomObject(random);
            Assert.Equal(Expected(json, Modern, isObject: true, wrap: false), Written(json, Modern, isObject: true, wrap: false, chunk: random.Next(256, 9000)));
        }
    }

    private static string RandomObject(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(random.Next(2) == 0 ? 60 : 9000); left > 0; left--)
        {
            text.Append(random.Next(8) switch
            {
                0 => "\"",
                1 => "\\",
                2 => ((char)random.Next(0x20)).ToString(),
                3 => ((char)random.Next(0x80, 0xD800)).ToString(),
                4 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
                5 => ((char)random.Next(0xE000, 0x10000)).ToString(),
                _ => ((char)random.Next(0x20, 0x80)).ToString(),
            });
        }

        var json = text.Replace("\\", "\\\\").Replace("\"", "\\\"").ToString();
        return "{\n\"text\": \"" + string.Concat(json.Select(c => c < ' ' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"\r\n}";
    }

    private static string Written(string json, ResultDialect dialect, bool isObject, bool wrap, int chunk)
    {
        var bytes = new PooledBuffer();
        bytes.Write(Encoding.UTF8.GetBytes(json));
        using var outcome = new JsonOutcome(bytes, isObject, wrap);
        var output = new PieceWriter(chunk);
        var length = MessageWriter.WriteResult(output, "7"u8, outcome, dialect, new JsonWriterPool());
        Assert.Equal(output.Written.Length, length);
        return Encoding.UTF8.GetString(output.Written);
    }

    private static string Expected(string json, ResultDialect dialect, bool isObject, bool wrap) => Encoding.UTF8.GetString(JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, 7);
        writer.WriteStartObject("result"u8);
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("content"u8);
        ResultWriter.WriteText(writer, Encoding.UTF8.GetBytes(json));
        writer.WriteEndArray();
        if (dialect.StructuredContent && (isObject || dialect.Modern || wrap))
        {
            var value = json.Replace('\r', ' ').Replace('\n', ' ');
            writer.WritePropertyName("structuredContent"u8);
            writer.WriteRawValue(isObject || dialect.Modern ? value : "{\"result\":" + value + "}", skipInputValidation: true);
        }

        writer.WriteBoolean("isError"u8, false);
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }));

    /// <summary>Gives out pieces of one size, however much more there might be; the least that a caller may ask for is what it gets.</summary>
    private sealed class PieceWriter(int size) : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _written = new();

        public ReadOnlySpan<byte> Written => _written.WrittenSpan;

        public void Advance(int count) => _written.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(Math.Max(sizeHint, size))[..Math.Max(sizeHint, size)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}

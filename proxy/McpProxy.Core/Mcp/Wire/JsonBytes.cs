using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace McpProxy.Mcp.Wire;

/// <summary>Writes JSON into memory of its own; for what is written once and sent often.</summary>
internal static class JsonBytes
{
    /// <summary>
    /// Only what JSON demands is escaped: answers are never parsed as HTML, and escaping every non-ASCII letter would
    /// triple the size of most languages. Control characters are always escaped, so a message never holds a line break.
    /// </summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, write);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        write(writer);
    }
}

using System.Buffers;
using System.Text.Encodings.Web;

namespace McpProxy.Dispatch;

/// <summary>
/// Writes JSON from ready pieces and one escaped text after the other, into as few pieces of memory as it can ask for. For
/// the message that nearly every call ends in; the rest is written by <see cref="System.Text.Json.Utf8JsonWriter"/>, with the same escapes.
/// </summary>
/// <param name="output">Takes the bytes.</param>
/// <param name="expected">About how many there will be.</param>
internal ref struct RawJsonWriter(IBufferWriter<byte> output, int expected)
{
    /// <summary>A block of the server's pool. A long answer needs no longer piece of memory than a short one.</summary>
    private const int MaxPiece = 4096;

    /// <summary>More than the longest escape: of a character beyond the basic plane.</summary>
    private const int MinPiece = 256;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _memory = output.GetSpan(Math.Clamp(expected, MinPiece, MaxPiece));
    private int _used;
    private long _flushed;

    /// <summary>Writes a piece as it is.</summary>
    public void Write(ReadOnlySpan<byte> json)
    {
        while (!json.TryCopyTo(_memory[_used..]))
        {
            var fits = _memory.Length - _used;
            json[..fits].CopyTo(_memory[_used..]);
            _used += fits;
            json = json[fits..];
            Renew();
        }

        _used += json.Length;
    }

    /// <summary>Writes what stands between the quotes of a JSON string.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    public void WriteEscaped(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(utf8, _memory[_used..], out var read, out var written);
            _used += written;
            if (read == utf8.Length)
            {
                return;
            }

            utf8 = utf8[read..];
            Renew();
        }
    }

    /// <summary>Hands everything over.</summary>
    /// <returns>The number of bytes written.</returns>
    public long Flush()
    {
        _output.Advance(_used);
        _flushed += _used;
        _used = 0;
        _memory = default;
        return _flushed;
    }

    private void Renew()
    {
        Flush();
        _memory = _output.GetSpan(MaxPiece);
    }
}

using System.Buffers;
using System.Text;

namespace McpProxy.Tools.Schema.Values;

/// <summary>The text of a string node as UTF-16 in scratch space, for regular expressions.</summary>
internal ref struct CharBuffer
{
    /// <summary>Scratch space that callers put on the stack.</summary>
    public const int StackChars = 256;

    private char[]? _rented;

    public CharBuffer(JsonTape tape, int node, Span<char> scratch)
    {
        // No text has more UTF-16 units than its JSON form has bytes.
        var needed = tape.MaxTextLength(node);
        var buffer = needed <= scratch.Length ? scratch : _rented = ArrayPool<char>.Shared.Rent(needed);
        var text = tape.EscapedText(node);
        var length = tape.HasEscapes(node) ? JsonText.UnescapeToUtf16(text, buffer) : Encoding.UTF8.GetChars(text, buffer);
        Text = buffer[..length];
    }

    public ReadOnlySpan<char> Text { get; private set; }

    public void Dispose()
    {
        Text = default;
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}

using System.Buffers;

namespace McpProxy.Tools.Schema.Values;

/// <summary>The text of a string node as UTF-8, escapes undone: the JSON text itself where it has none, else a copy in scratch space.</summary>
internal ref struct TextBuffer
{
    /// <summary>Scratch space that callers put on the stack.</summary>
    public const int StackBytes = 256;

    private byte[]? _rented;

    public TextBuffer(JsonTape tape, int node, Span<byte> scratch)
    {
        if (!tape.HasEscapes(node))
        {
            Text = tape.EscapedText(node);
            return;
        }

        var needed = tape.MaxTextLength(node);
        var buffer = needed <= scratch.Length ? scratch : _rented = ArrayPool<byte>.Shared.Rent(needed);
        Text = buffer[..tape.CopyText(node, buffer)];
    }

    public ReadOnlySpan<byte> Text { get; private set; }

    public void Dispose()
    {
        Text = default;
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}

using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Shaping.Truncation;

/// <summary>The open arrays and objects, outermost first, and the names on the way to where one stands.</summary>
internal sealed class TruncationFrames : IDisposable
{
    private readonly PooledBuffer _names = new(256);
    private readonly PooledBuffer _plain = new(0);
    private TruncationFrame[] _frames = new TruncationFrame[16];
    private int _serial;

    public int Count { get; private set; }

    public ref TruncationFrame Top => ref _frames[Count - 1];

    public ref TruncationFrame this[int index] => ref _frames[index];

    /// <summary>How many bytes the name of the current member has so far, quotes included.</summary>
    public int NameLength => _names.Length - Top.NameStart;

    /// <summary>The name of the current member as it stands in the text, quotes included.</summary>
    public ReadOnlySpan<byte> Name => _names.WrittenSpan[Top.NameStart..];

    public void Push(in TruncationFrame frame)
    {
        if (Count == _frames.Length)
        {
            Array.Resize(ref _frames, Count * 2);
        }

        _frames[Count++] = frame with { NameStart = _names.Length, Serial = ++_serial };
    }

    public void Pop() => PopTo(Count - 1);

    /// <summary>Forgets all frames but the outermost ones.</summary>
    public void PopTo(int count)
    {
        // The name of the member that the first forgotten frame is stays the current one.
        _names.Truncate(_frames[count].NameStart);
        Count = count;
    }

    public void BeginName() => _names.Truncate(Top.NameStart);

    public void AddToName(ReadOnlySpan<byte> bytes) => _names.Write(bytes);

    /// <summary>The name of the current member, without quotes and escapes.</summary>
    public ReadOnlySpan<byte> PlainName()
    {
        var name = Name[1..^1];
        if (!name.Contains((byte)'\\'))
        {
            return name;
        }

        _plain.Truncate(0);
        _plain.Advance(JsonText.Unescape(name, _plain.GetSpan(name.Length)));
        return _plain.WrittenSpan;
    }

    /// <summary>Writes the JSON pointer (RFC 6901) of a frame, or of the current child of the top, as the content of a JSON string.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="count">How many frames lie on the way, the one pointed to included; all and the current child when one more.</param>
    public void WritePointer(PooledBuffer output, int count)
    {
        for (var i = 0; i + 1 < count; i++)
        {
            output.WriteByte((byte)'/');
            ref var frame = ref _frames[i];
            if (frame.IsArray)
            {
                var digits = output.GetSpan(20);
                (frame.Begun - 1).TryFormat(digits, out var written);
                output.Advance(written);
                continue;
            }

            var end = i + 1 < Count ? _frames[i + 1].NameStart : _names.Length;
            WriteName(output, _names.WrittenSpan[(frame.NameStart + 1)..(end - 1)]);
        }
    }

    public void Dispose()
    {
        _names.Dispose();
        _plain.Dispose();
    }

    private static void WriteName(PooledBuffer output, ReadOnlySpan<byte> escaped)
    {
        foreach (var value in escaped)
        {
            switch (value)
            {
                case (byte)'~':
                    output.Write("~0"u8);
                    break;
                case (byte)'/':
                    // JSON may escape a slash; the escape would not survive the pointer's own.
                    if (output.WrittenSpan[^1] == '\\')
                    {
                        output.Truncate(output.Length - 1);
                    }

                    output.Write("~1"u8);
                    break;
                default:
                    output.WriteByte(value);
                    break;
            }
        }
    }
}

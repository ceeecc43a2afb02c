using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace McpProxy.Tools.Schema;

/// <summary>
/// Undoes the escapes of JSON strings whose syntax a reader has already checked. Lone surrogate escapes, which JSON
/// allows and Unicode does not, become the three bytes that UTF-8 would give them if it could (WTF-8), so that different
/// texts stay different.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> HexPrefixes = SearchValues.Create("dD"u8);

    /// <summary>Writes the text of <paramref name="escaped"/> (without its quotes), which is never longer than its escaped form.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                escaped.CopyTo(destination[written..]);
                return written + escaped.Length;
            }

            escaped[..plain].CopyTo(destination[written..]);
            written += plain;
            escaped = escaped[(plain + 1)..];
            var consumed = escaped[0] == 'u'
                ? UnescapeCodePoint(escaped, destination[written..], out var length)
                : UnescapeCharacter(escaped[0], destination[written..], out length);
            written += length;
            escaped = escaped[consumed..];
        }
    }

    /// <summary>Whether the escapes of a string name half a surrogate pair, a text that no UTF-8 can carry.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        for (var i = escaped.IndexOf((byte)'\\'); i >= 0;)
        {
            escaped = escaped[(i + 1)..];
            var consumed = 1;
            if (escaped[0] == 'u' && HexPrefixes.Contains(escaped[1]))
            {
                var codePoint = ReadCodePoint(escaped, out consumed);
                if (codePoint is >= 0xD800 and <= 0xDFFF)
                {
                    return true;
                }
            }

            escaped = escaped[consumed..];
            i = escaped.IndexOf((byte)'\\');
        }

        return false;
    }

    /// <summary>The text as UTF-16; a lone surrogate escape stays a lone surrogate.</summary>
    public static string ToString(ReadOnlySpan<byte> text, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(text);
        }

        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var result = new string(buffer.AsSpan(0, UnescapeToUtf16(text, buffer)));
        ArrayPool<char>.Shared.Return(buffer);
        return result;
    }

    /// <summary>Writes the text as UTF-16, which has never more units than <paramref name="escaped"/> has bytes.</summary>
    public static int UnescapeToUtf16(ReadOnlySpan<byte> escaped, Span<char> destination)
    {
        var written = 0;
        Span<byte> single = stackalloc byte[1];
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return written + Encoding.UTF8.GetChars(escaped, destination[written..]);
            }

            written += Encoding.UTF8.GetChars(escaped[..plain], destination[written..]);
            escaped = escaped[(plain + 1)..];
            var consumed = 1;
            if (escaped[0] == 'u')
            {
                // A surrogate pair is two escapes in JSON and two characters in UTF-16: no need to join it.
                destination[written++] = (char)ReadHex(escaped[1..5]);
                consumed = 5;
            }
            else
            {
                UnescapeCharacter(escaped[0], single, out _);
                destination[written++] = (char)single[0];
            }

            escaped = escaped[consumed..];
        }
    }

    private static int UnescapeCharacter(byte letter, Span<byte> destination, out int length)
    {
        destination[0] = letter switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => letter,
        };
        length = 1;
        return 1;
    }

    private static int UnescapeCodePoint(ReadOnlySpan<byte> escape, Span<byte> destination, out int length)
    {
        var codePoint = ReadCodePoint(escape, out var consumed);
        length = WriteUtf8(codePoint, destination);
        return consumed;
    }

    /// <summary>Reads <c>uXXXX</c>, and the <c>\uXXXX</c> after it where the two are a pair.</summary>
    private static int ReadCodePoint(ReadOnlySpan<byte> escape, out int consumed)
    {
        var high = ReadHex(escape[1..5]);
        consumed = 5;
        if (high is < 0xD800 or > 0xDBFF || escape.Length < 11 || escape[5] != '\\' || escape[6] != 'u')
        {
            return high;
        }

        var low = ReadHex(escape[7..11]);
        if (low is < 0xDC00 or > 0xDFFF)
        {
            return high;
        }

        consumed = 11;
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }

    private static int ReadHex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            Debug.Assert(char.IsAsciiHexDigit((char)digit), "The reader has checked the escapes.");
            value = (value << 4) | ((digit & 0xF) + (digit > '9' ? 9 : 0));
        }

        return value;
    }

    private static int WriteUtf8(int codePoint, Span<byte> destination)
    {
        switch (codePoint)
        {
            case < 0x80:
                destination[0] = (byte)codePoint;
                return 1;
            case < 0x800:
                destination[0] = (byte)(0xC0 | (codePoint >> 6));
                destination[1] = (byte)(0x80 | (codePoint & 0x3F));
                return 2;
            case < 0x10000:
                destination[0] = (byte)(0xE0 | (codePoint >> 12));
                destination[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
                destination[2] = (byte)(0x80 | (codePoint & 0x3F));
                return 3;
            default:
                destination[0] = (byte)(0xF0 | (codePoint >> 18));
                destination[1] = (byte)(0x80 | ((codePoint >> 12) & 0x3F));
                destination[2] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
                destination[3] = (byte)(0x80 | (codePoint & 0x3F));
                return 4;
        }
    }
}

using System.Buffers;
using System.Text;
using McpProxy.Tools.Schema.Formats.Idna;

namespace McpProxy.Tools.Schema.Formats;

/// <summary>Host names of RFC 1123 and internationalised ones of RFC 5890.</summary>
internal static class HostFormats
{
    private const int MaxHostLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>The full stop, and what input methods type in its place (RFC 3490, section 3.1).</summary>
    private static readonly SearchValues<char> LabelSeparators = SearchValues.Create(".\u3002\uFF0E\uFF61");

    public static bool IsHostname(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxHostLength)
        {
            return false;
        }

        foreach (var range in text.Split((byte)'.'))
        {
            if (!IsLabel(text[range]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsIdnHostname(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            return IsHostname(text);
        }

        if (text.Length > MaxHostLength * 4)
        {
            return false;
        }

        var labels = new List<int[]>();
        var encodedLength = -1;
        var name = Encoding.UTF8.GetString(text).AsSpan();
        foreach (var range in name.SplitAny(LabelSeparators))
        {
            if (!TryReadLabel(name[range], out var label, out var length))
            {
                return false;
            }

            labels.Add(label);
            encodedLength += length + 1;
        }

        return encodedLength <= MaxHostLength && (!labels.Exists(IdnaBidi.HasRightToLeft) || labels.TrueForAll(IdnaBidi.ObeysRule));
    }

    private static bool IsLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > MaxLabelLength || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var letter in label)
        {
            if (letter != '-' && !TextSets.LettersAndDigits.Contains(letter))
            {
                return false;
            }
        }

        return !IdnaLabel.IsEncoded(label) || IdnaLabel.IsValidEncoded(label);
    }

    private static bool TryReadLabel(ReadOnlySpan<char> label, out int[] codePoints, out int encodedLength)
    {
        codePoints = [.. label.ToString().EnumerateRunes().Select(rune => rune.Value)];
        encodedLength = label.Length;
        if (Ascii.IsValid(label))
        {
            return IsLabel(Encoding.ASCII.GetBytes(label.ToString()));
        }

        encodedLength = IdnaLabel.Prefix.Length + Punycode.Encode(codePoints).Length;
        return encodedLength <= MaxLabelLength && IdnaLabel.IsValid(codePoints);
    }
}

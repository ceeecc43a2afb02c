using System.Globalization;
using System.Text;

namespace McpProxy.Tools.Schema.Formats.Idna;

/// <summary>Labels of internationalised host names (RFC 5891, section 5.4).</summary>
internal static class IdnaLabel
{
    public static ReadOnlySpan<byte> Prefix => "xn--"u8;

    /// <summary>Whether a label claims to be the ASCII form of an international one.</summary>
    public static bool IsEncoded(ReadOnlySpan<byte> label) =>
        label.Length >= Prefix.Length && Ascii.EqualsIgnoreCase(label[..Prefix.Length], Prefix);

    /// <summary>Whether an ASCII form stands for a valid label, and is the only ASCII form of it.</summary>
    public static bool IsValidEncoded(ReadOnlySpan<byte> label)
    {
        var encoded = Encoding.ASCII.GetString(label[Prefix.Length..]).ToLowerInvariant();
        return Punycode.TryDecode(encoded, out var codePoints)
            && codePoints.Exists(codePoint => codePoint >= 0x80)
            && Punycode.Encode(codePoints) == encoded
            && IsValid(codePoints)
            && (!IdnaBidi.HasRightToLeft(codePoints) || IdnaBidi.ObeysRule(codePoints));
    }

    public static bool IsValid(IReadOnlyList<int> label)
    {
        if (label.Count == 0 || label[0] == '-' || label[^1] == '-' || (label.Count >= 4 && label[2] == '-' && label[3] == '-'))
        {
            return false;
        }

        if (IdnaCodePoints.Category(label[0]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
        {
            return false;
        }

        for (var i = 0; i < label.Count; i++)
        {
            if (!IdnaCodePoints.IsValid(label[i]) && !IdnaContext.Allows(label, i))
            {
                return false;
            }
        }

        return true;
    }
}

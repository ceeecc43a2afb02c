using System.Buffers;

namespace McpProxy.Tools.Schema.Formats;

/// <summary>Mailboxes of RFC 5321 (section 4.1.2) and, with letters of all scripts, of RFC 6531.</summary>
internal static class EmailFormats
{
    private const int MaxLocalPartLength = 64;

    private static readonly SearchValues<byte> AtomSet = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-/=?^_`{|}~"u8);

    public static bool IsEmail(ReadOnlySpan<byte> text) => IsMailbox(text, international: false);

    public static bool IsIdnEmail(ReadOnlySpan<byte> text) => IsMailbox(text, international: true);

    private static bool IsMailbox(ReadOnlySpan<byte> text, bool international)
    {
        var at = text.LastIndexOf((byte)'@');
        return at is > 0 and <= MaxLocalPartLength
            && IsLocalPart(text[..at], international)
            && IsDomain(text[(at + 1)..], international);
    }

    private static bool IsLocalPart(ReadOnlySpan<byte> text, bool international)
    {
        if (text[0] == '"')
        {
            return text.Length > 1 && text[^1] == '"' && IsQuoted(text[1..^1], international);
        }

        foreach (var range in text.Split((byte)'.'))
        {
            if (text[range].IsEmpty || !IsAtom(text[range], international))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAtom(ReadOnlySpan<byte> text, bool international)
    {
        for (var i = text.IndexOfAnyExcept(AtomSet); i >= 0; i = text.IndexOfAnyExcept(AtomSet))
        {
            if (!international || text[i] < 0x80)
            {
                return false;
            }

            text = text[(i + 1)..];
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<byte> text, bool international)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }
            else if (text[i] is (byte)'\\' or (byte)'"')
            {
                return false;
            }

            var printable = text[i] is >= (byte)' ' and < 0x7F || (international && text[i] >= 0x80);
            if (!printable)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<byte> text, bool international)
    {
        if (!text.StartsWith("["u8))
        {
            return international ? HostFormats.IsIdnHostname(text) : HostFormats.IsHostname(text);
        }

        if (!text.EndsWith("]"u8))
        {
            return false;
        }

        var literal = text[1..^1];
        return literal.StartsWith("IPv6:"u8) ? AddressFormats.IsIPv6(literal[5..]) : AddressFormats.IsIPv4(literal);
    }
}

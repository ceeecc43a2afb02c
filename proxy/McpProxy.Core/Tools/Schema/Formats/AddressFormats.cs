namespace McpProxy.Tools.Schema.Formats;

/// <summary>IP addresses in the strict notations of RFC 3986: no leading zeros, no zone, no prefix length.</summary>
internal static class AddressFormats
{
    private const int Groups = 8;

    public static bool IsIPv4(ReadOnlySpan<byte> text)
    {
        var parts = 0;
        while (true)
        {
            var dot = text.IndexOf((byte)'.');
            if (!IsOctet(dot < 0 ? text : text[..dot]))
            {
                return false;
            }

            parts++;
            if (dot < 0)
            {
                return parts == 4;
            }

            text = text[(dot + 1)..];
        }
    }

    public static bool IsIPv6(ReadOnlySpan<byte> text)
    {
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return GroupCount(text, mayEndInIPv4: true) == Groups;
        }

        var before = GroupCount(text[..gap], mayEndInIPv4: false);
        var after = GroupCount(text[(gap + 2)..], mayEndInIPv4: true);
        return before >= 0 && after >= 0 && before + after < Groups;
    }

    private static bool IsOctet(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 3 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        var value = 0;
        foreach (var digit in text)
        {
            value = (value * 10) + (digit - '0');
        }

        return value <= 255;
    }

    /// <returns>The number of 16-bit groups, none for an empty text, -1 when it is not a list of them.</returns>
    private static int GroupCount(ReadOnlySpan<byte> text, bool mayEndInIPv4)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIPv4 && IsIPv4(group))
            {
                return count + 2;
            }

            if (group.Length is 0 or > 4 || !TextSets.AreAll(group, TextSets.HexDigits) || colon == text.Length - 1)
            {
                return -1;
            }

            count++;
            text = colon < 0 ? [] : text[(colon + 1)..];
        }

        return count;
    }
}

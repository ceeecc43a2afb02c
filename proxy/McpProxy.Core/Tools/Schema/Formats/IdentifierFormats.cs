namespace McpProxy.Tools.Schema.Formats;

/// <summary>JSON pointers and UUIDs.</summary>
internal static class IdentifierFormats
{
    private const int UuidLength = 36;

    /// <summary>RFC 6901.</summary>
    public static bool IsJsonPointer(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[0] != '/')
        {
            return false;
        }

        for (var tilde = text.IndexOf((byte)'~'); tilde >= 0; tilde = text.IndexOf((byte)'~'))
        {
            if (tilde + 1 == text.Length || text[tilde + 1] is not ((byte)'0' or (byte)'1'))
            {
                return false;
            }

            text = text[(tilde + 2)..];
        }

        return true;
    }

    /// <summary>A number of levels up, then a JSON pointer or <c>#</c>.</summary>
    public static bool IsRelativeJsonPointer(ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        if (digits == 0 || (digits > 1 && text[0] == '0'))
        {
            return false;
        }

        var rest = text[digits..];
        return rest.SequenceEqual("#"u8) || IsJsonPointer(rest);
    }

    /// <summary>Five groups of hexadecimal digits, any version (RFC 9562).</summary>
    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != UuidLength)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var valid = i is 8 or 13 or 18 or 23 ? text[i] == '-' : TextSets.HexDigits.Contains(text[i]);
            if (!valid)
            {
                return false;
            }
        }

        return true;
    }
}

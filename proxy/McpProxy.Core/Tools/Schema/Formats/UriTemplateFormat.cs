using System.Buffers;

namespace McpProxy.Tools.Schema.Formats;

/// <summary>URI templates of RFC 6570, all levels.</summary>
internal static class UriTemplateFormat
{
    private const int MaxPrefixDigits = 4;

    /// <summary>ASCII that no literal may hold (section 2.1, with the erratum that allows the apostrophe).</summary>
    private static readonly SearchValues<byte> ForbiddenInLiterals = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(code => (byte)code), .. "\"<>\\^`{|}"u8, 0x7F]);

    private static readonly SearchValues<byte> NameSet =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"u8);

    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        for (var open = text.IndexOf((byte)'{'); open >= 0; open = text.IndexOf((byte)'{'))
        {
            var expression = text[(open + 1)..];
            var close = expression.IndexOf((byte)'}');
            if (close < 0 || !IsLiteral(text[..open]) || !IsExpression(expression[..close]))
            {
                return false;
            }

            text = expression[(close + 1)..];
        }

        return IsLiteral(text);
    }

    private static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny(ForbiddenInLiterals))
        {
            return false;
        }

        for (var percent = text.IndexOf((byte)'%'); percent >= 0; percent = text.IndexOf((byte)'%'))
        {
            if (!IsPercentEncoded(text[percent..]))
            {
                return false;
            }

            text = text[(percent + 3)..];
        }

        return true;
    }

    private static bool IsExpression(ReadOnlySpan<byte> text)
    {
        var list = !text.IsEmpty && "+#./;?&"u8.Contains(text[0]) ? text[1..] : text;
        foreach (var range in list.Split((byte)','))
        {
            if (!IsVariable(list[range]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVariable(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon >= 0)
        {
            var prefix = text[(colon + 1)..];
            return prefix.Length is > 0 and <= MaxPrefixDigits
                && prefix[0] != '0'
                && !prefix.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                && IsName(text[..colon]);
        }

        return IsName(text.EndsWith("*"u8) ? text[..^1] : text);
    }

    private static bool IsName(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'.'))
        {
            var part = text[range];
            if (part.IsEmpty)
            {
                return false;
            }

            while (!part.IsEmpty)
            {
                if (NameSet.Contains(part[0]))
                {
                    part = part[1..];
                }
                else if (IsPercentEncoded(part))
                {
                    part = part[3..];
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsPercentEncoded(ReadOnlySpan<byte> text) =>
        text.Length >= 3 && text[0] == '%' && TextSets.AreAll(text.Slice(1, 2), TextSets.HexDigits);
}

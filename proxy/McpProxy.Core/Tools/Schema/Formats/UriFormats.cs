using System.Buffers;

namespace McpProxy.Tools.Schema.Formats;

/// <summary>The grammars of RFC 3986 (URIs) and RFC 3987 (the same with letters of all scripts).</summary>
internal static class UriFormats
{
    private static readonly SearchValues<byte> SchemeSet = Set("+-."u8);
    private static readonly SearchValues<byte> UserInfoSet = Set("-._~!$&'()*+,;=:"u8);
    private static readonly SearchValues<byte> HostSet = Set("-._~!$&'()*+,;="u8);
    private static readonly SearchValues<byte> PathSet = Set("-._~!$&'()*+,;=:@/"u8);
    private static readonly SearchValues<byte> QuerySet = Set("-._~!$&'()*+,;=:@/?"u8);

    public static bool IsUri(ReadOnlySpan<byte> text) => IsAbsolute(text, international: false);

    public static bool IsIri(ReadOnlySpan<byte> text) => IsAbsolute(text, international: true);

    public static bool IsUriReference(ReadOnlySpan<byte> text) => IsAbsolute(text, international: false) || IsRelative(text, international: false);

    public static bool IsIriReference(ReadOnlySpan<byte> text) => IsAbsolute(text, international: true) || IsRelative(text, international: true);

    private static bool IsAbsolute(ReadOnlySpan<byte> text, bool international)
    {
        var colon = text.IndexOf((byte)':');
        return colon > 0
            && char.IsAsciiLetter((char)text[0])
            && TextSets.AreAll(text[..colon], SchemeSet)
            && IsRest(text[(colon + 1)..], international);
    }

    private static bool IsRelative(ReadOnlySpan<byte> text, bool international)
    {
        // A colon in the first segment would make it a scheme.
        var end = text.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        return !text[..(end < 0 ? text.Length : end)].Contains((byte)':') && IsRest(text, international);
    }

    /// <summary>What follows the scheme: authority, path, query, fragment.</summary>
    private static bool IsRest(ReadOnlySpan<byte> text, bool international)
    {
        var hash = text.IndexOf((byte)'#');
        var fragment = hash < 0 ? [] : text[(hash + 1)..];
        text = hash < 0 ? text : text[..hash];
        var mark = text.IndexOf((byte)'?');
        var query = mark < 0 ? [] : text[(mark + 1)..];
        var path = mark < 0 ? text : text[..mark];
        if (!IsText(fragment, QuerySet, international) || !IsText(query, QuerySet, international))
        {
            return false;
        }

        if (!path.StartsWith("//"u8))
        {
            return IsText(path, PathSet, international);
        }

        path = path[2..];
        var slash = path.IndexOf((byte)'/');
        var authority = slash < 0 ? path : path[..slash];
        return IsAuthority(authority, international) && IsText(path[authority.Length..], PathSet, international);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> text, bool international)
    {
        var at = text.IndexOf((byte)'@');
        if (at >= 0 && !IsText(text[..at], UserInfoSet, international))
        {
            return false;
        }

        var host = text[(at + 1)..];
        if (!host.StartsWith("["u8))
        {
            var port = host.IndexOf((byte)':');
            return IsPort(port < 0 ? [] : host[port..]) && IsText(port < 0 ? host : host[..port], HostSet, international);
        }

        var end = host.IndexOf((byte)']');
        return end > 0 && IsAddressLiteral(host[1..end]) && IsPort(host[(end + 1)..]);
    }

    private static bool IsPort(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text[0] == ':' && !text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static bool IsAddressLiteral(ReadOnlySpan<byte> text)
    {
        if (AddressFormats.IsIPv6(text))
        {
            return true;
        }

        // IPvFuture: "v", a hexadecimal version, ".", anything of a user name.
        var dot = text.IndexOf((byte)'.');
        return dot > 1
            && text[0] is (byte)'v' or (byte)'V'
            && TextSets.AreAll(text[1..dot], TextSets.HexDigits)
            && dot + 1 < text.Length
            && TextSets.AreAll(text[(dot + 1)..], UserInfoSet);
    }

    /// <summary>Whether a text is made of the set, percent-encoded bytes, and, for IRIs, what is not ASCII.</summary>
    private static bool IsText(ReadOnlySpan<byte> text, SearchValues<byte> set, bool international)
    {
        for (var i = text.IndexOfAnyExcept(set); i >= 0; i = text.IndexOfAnyExcept(set))
        {
            if (text[i] == '%' && i + 2 < text.Length && TextSets.AreAll(text.Slice(i + 1, 2), TextSets.HexDigits))
            {
                text = text[(i + 3)..];
            }
            else if (international && text[i] >= 0x80)
            {
                text = text[(i + 1)..];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static SearchValues<byte> Set(ReadOnlySpan<byte> signs) =>
        SearchValues.Create([.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8, .. signs]);
}

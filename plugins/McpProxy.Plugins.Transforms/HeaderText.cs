using System.Buffers;
using System.Collections.Frozen;

namespace McpProxy.Plugins.Transforms;

/// <summary>What may stand in a header (RFC 9110 §5).</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> _tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Printable ASCII and tab. A line break would end the header and start the attacker's own; bytes above 0x7F have no
    // agreed encoding, and .NET's client refuses them anyway, with a worse message.
    private static readonly SearchValues<char> _valueCharacters =
        SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);

    // Headers that frame or route the message belong to the HTTP stack: setting them by configuration smuggles requests.
    private static readonly FrozenSet<string> _reserved = new[]
    {
        "Connection", "Content-Length", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(_tokenCharacters);

    public static bool IsReserved(string name) => _reserved.Contains(name);

    public static bool IsValue(string value) => !value.AsSpan().ContainsAnyExcept(_valueCharacters);
}

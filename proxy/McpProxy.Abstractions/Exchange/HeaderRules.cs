using System.Buffers;
using System.Collections.Frozen;

namespace McpProxy;

/// <summary>What may stand in a header (RFC 9110, section 5), and which headers nobody but the proxy sets.</summary>
public static class HeaderRules
{
    private static readonly SearchValues<char> _tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Printable ASCII and tab. A line break would end the header and start the attacker's own; bytes above 0x7F have no
    // agreed encoding, and .NET's client refuses them anyway, with a worse message.
    private static readonly SearchValues<char> _valueCharacters =
        SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);

    private static readonly FrozenSet<string> _reserved = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization",
        "Proxy-Authenticate", "TE", "Trailer", "Upgrade", "Expect", "HTTP2-Settings",
        "Mcp-Input-Responses", "Mcp-Request-State");

    /// <summary>Whether a text is a header's name: an RFC 9110 token.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(_tokenCharacters);

    /// <summary>Whether a text can be a header's value: printable ASCII and tabs.</summary>
    public static bool IsValue(string value) => !value.AsSpan().ContainsAnyExcept(_valueCharacters);

    /// <summary>
    /// Whether a header frames or routes the message, or is one that upstreams trust because only the proxy sends it: no
    /// argument and no configuration may set these, as setting them smuggles requests.
    /// </summary>
    public static bool IsReserved(string name) => _reserved.Contains(name) || name.StartsWith(':');
}

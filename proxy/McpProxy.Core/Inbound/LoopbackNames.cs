using System.Net;

namespace McpProxy.Inbound;

/// <summary>Names that always mean this machine.</summary>
internal static class LoopbackNames
{
    /// <summary>Whether a host, without its port, is <c>localhost</c>, a name below it, or a loopback address.</summary>
    public static bool Contains(ReadOnlySpan<char> host)
    {
        if (host is "127.0.0.1") // what most local clients say, without making an address of it
        {
            return true;
        }

        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true; // RFC 6761, 6.3: never resolved by a name server.
        }

        if (host is ['[', .. var inner, ']'])
        {
            host = inner;
        }

        // TryParse also takes shorthands such as "127.1" and "0x7f.1"; they mean loopback to a browser too.
        return IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
    }
}

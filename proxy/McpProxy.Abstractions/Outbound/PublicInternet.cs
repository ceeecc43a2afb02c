using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace McpProxy.Outbound;

/// <summary>
/// Tells addresses of the public internet from all others (RFC 6890 and the IANA registries of special-purpose addresses), also where
/// an IPv4 address stands inside an IPv6 one.
/// </summary>
public static class PublicInternet
{
    private static readonly ImmutableArray<IPNetwork> _refused4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network; 0.0.0.0 is this machine
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"), // shared by carriers (RFC 6598), and metadata services of some clouds
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("168.63.129.16/32"), // Azure's host, which only looks public
        IPNetwork.Parse("169.254.0.0/16"), // link-local, and the metadata services of most clouds
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, and broadcast
    ];

    /// <summary>All that IANA has given to anybody. Loopback, ULA, link-local and multicast are outside.</summary>
    private static readonly IPNetwork _unicast6 = IPNetwork.Parse("2000::/3");

    private static readonly ImmutableArray<IPNetwork> _refused6 =
    [
        IPNetwork.Parse("2001::/23"), // protocols: Teredo, ORCHID, benchmarks
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4, which leads to any IPv4 address
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <summary>NAT64 (RFC 6052): how IPv6-only networks name IPv4 hosts, so it is as public as the address inside.</summary>
    private static readonly IPNetwork _nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address is one of the public internet.</summary>
    /// <param name="address">The address.</param>
    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !IsIn(_refused4, address);
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return Contains(address.MapToIPv4());
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (_nat64.Contains(address))
        {
            return Contains(new IPAddress(bytes[12..]));
        }

        return _unicast6.Contains(address) && !IsIn(_refused6, address) && !(IsIsatap(bytes) && !Contains(new IPAddress(bytes[12..])));
    }

    /// <summary>ISATAP (RFC 5214): the interface's part of the address says 5efe and an IPv4 address.</summary>
    private static bool IsIsatap(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) & 0xFCFF_FFFF) == 0x0000_5EFE;

    private static bool IsIn(ImmutableArray<IPNetwork> networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}

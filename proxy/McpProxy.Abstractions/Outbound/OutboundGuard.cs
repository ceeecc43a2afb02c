using System.Net;
using System.Net.Sockets;

namespace McpProxy.Outbound;

/// <summary>
/// Keeps requests to addresses that callers give away from everything but what the operator allows (server-side request forgery).
/// The URL is checked first; then, for each connection, the name is resolved here, every address of it is checked, and the
/// connection goes to the very address that was checked: a name that is answered differently the next time (DNS rebinding) gains nothing.
/// </summary>
/// <param name="rules">What is allowed.</param>
/// <param name="resolve">Finds the addresses of a name. Default: the system's resolver.</param>
public sealed class OutboundGuard(OutboundRules rules, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>
    /// A handler for an <see cref="HttpClient"/> that goes through the guard: no redirects, proxies, cookies, credentials, decompression or
    /// trace headers. Headers of a connection must come within 10 seconds.
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 64,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Checks what can be seen of a URL without asking anybody.</summary>
    /// <param name="url">The URL.</param>
    /// <exception cref="OutboundRefusedException">It is not allowed.</exception>
    public void Check(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || !(url.Scheme == Uri.UriSchemeHttps || (rules.AllowsHttp && url.Scheme == Uri.UriSchemeHttp)))
        {
            throw new OutboundRefusedException("scheme_not_allowed", rules.AllowsHttp ? "The URL must begin with https:// or http://." : "The URL must begin with https://.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new OutboundRefusedException("credentials_in_url", "The URL must not have a user name or password.");
        }

        CheckEndPoint(url.IdnHost, url.Port);
    }

    /// <summary>Makes a connection; for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutboundRefusedException">One of the addresses of the host is not allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        CheckEndPoint(host, port);
        var addresses = await FindAddressesAsync(host, cancellationToken);
        SocketException? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                failure = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>The addresses of a host, all of them checked.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutboundRefusedException">One of them is not allowed. That others are does not help: a host that is half inside is not one to trust.</exception>
    public async Task<IReadOnlyList<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);
        return Array.TrueForAll(addresses, IsAllowed) ? addresses : throw new OutboundRefusedException("address_not_allowed", "The host's address is not one of the public internet.");
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicInternet.Contains(plain) || rules.Networks.Any(n => n.Contains(plain));
    }

    private void CheckEndPoint(string host, int port)
    {
        var name = host.Trim('[', ']');
        if (!rules.Hosts.Any(h => h.StartsWith('.') ? name.Length > h.Length && name.EndsWith(h, StringComparison.OrdinalIgnoreCase) : name.Equals(h, StringComparison.OrdinalIgnoreCase)))
        {
            throw new OutboundRefusedException("host_not_allowed", "The URL's host is not one of those that are allowed.");
        }

        if (!rules.Ports.Contains(port))
        {
            throw new OutboundRefusedException("port_not_allowed", "The URL's port is not one of those that are allowed.");
        }
    }
}

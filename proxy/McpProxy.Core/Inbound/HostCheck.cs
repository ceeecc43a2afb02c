using McpProxy.Configuration;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Inbound;

/// <summary>
/// Refuses requests to a loopback listener under a foreign name: a web page whose name was re-bound to this machine sends
/// its own name as <c>Host</c>, and the browser takes it for same-origin. The public origin is a name of ours: a proxy in front on
/// the same machine may pass it on.
/// </summary>
internal sealed class HostCheck(ListenerAddresses listeners)
{
    public bool IsAllowed(HttpContext http, ConfigSnapshot config)
    {
        var allowed = config.Mcp.AllowedHosts;
        var host = NameOf(http.Request.Host);
        return allowed.Count > 0
            ? IsListed(host, allowed) || (LoopbackNames.Contains(host) && listeners.IsLoopback(http.Connection))
            : !listeners.IsLoopback(http.Connection) || LoopbackNames.Contains(host) || IsPublic(host, config);
    }

    /// <summary>Where <c>Mcp:AllowedHosts</c> is written, it must have this name itself.</summary>
    private static bool IsPublic(ReadOnlySpan<char> host, ConfigSnapshot config) =>
        config.Host.Authentication?.PublicOrigin is { } origin && host.Equals(origin.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsListed(ReadOnlySpan<char> host, IReadOnlyList<string> allowed)
    {
        foreach (var name in allowed)
        {
            if (name == "*" || host.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The host without its port, and without making a string of it.</summary>
    private static ReadOnlySpan<char> NameOf(HostString host)
    {
        var value = host.Value.AsSpan();
        var colon = value.LastIndexOf(':');
        return colon > value.LastIndexOf(']') ? value[..colon] : value;
    }
}

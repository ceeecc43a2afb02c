using McpProxy.Configuration;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Inbound;

/// <summary>
/// Refuses requests to a loopback listener under a foreign name: a web page whose name was re-bound to this machine sends
/// its own name as <c>Host</c>, and the browser takes it for same-origin.
/// </summary>
internal sealed class HostCheck(ListenerAddresses listeners)
{
    public bool IsAllowed(HttpContext http, McpConfig config)
    {
        var host = NameOf(http.Request.Host);
        return config.AllowedHosts.Count > 0
            ? IsListed(host, config.AllowedHosts) || (LoopbackNames.Contains(host) && listeners.IsLoopback(http.Connection))
            : !listeners.IsLoopback(http.Connection) || LoopbackNames.Contains(host);
    }

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

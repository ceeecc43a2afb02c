using System.Text;
using McpProxy.Configuration;

namespace McpProxy.Inbound;

/// <summary>Decides which web origins may call. Clients that are no browsers send no <c>Origin</c>.</summary>
internal static class OriginCheck
{
    /// <param name="origin">The value of <c>Origin</c>; empty when it was not sent.</param>
    /// <param name="config">Holds the allowed origins.</param>
    public static bool IsAllowed(string origin, McpConfig config)
    {
        if (origin.Length == 0)
        {
            return true;
        }

        if (!Ascii.IsValid(origin))
        {
            return false; // No browser sends that, and it could not be repeated in a response header.
        }

        foreach (var allowed in config.AllowedOrigins)
        {
            if (allowed == "*" || origin.Equals(allowed, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return IsLoopback(origin);
    }

    /// <summary>Pages served from this machine are as trusted as its other programs.</summary>
    private static bool IsLoopback(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && LoopbackNames.Contains(uri.Host);
}

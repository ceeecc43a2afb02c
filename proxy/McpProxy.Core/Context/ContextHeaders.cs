using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Context;

/// <summary>The headers by which a caller says the context of a call, on both doors.</summary>
internal static class ContextHeaders
{
    /// <summary>Takes over what the headers say and the call's arguments do not.</summary>
    /// <exception cref="ProxyErrorException">A header stands there twice.</exception>
    public static void Read(IHeaderDictionary headers, ProxyExchange exchange)
    {
        foreach (var (name, values) in headers)
        {
            if (ContextNames.IsHeader(name))
            {
                Read(name, values, exchange);
            }
        }
    }

    /// <summary>Takes over what one of the headers for the proxy says.</summary>
    /// <exception cref="ProxyErrorException">It stands there twice.</exception>
    public static void Read(string name, StringValues values, ProxyExchange exchange)
    {
        if (Is(name, ContextNames.ProfileHeader))
        {
            exchange.Requested.Profile ??= ValueOf(ContextNames.ProfileHeader, values);
        }
        else if (Is(name, ContextNames.IdentityHeader))
        {
            exchange.Requested.Identity ??= ValueOf(ContextNames.IdentityHeader, values);
        }
        else if (Is(name, ContextNames.RegionHeader))
        {
            exchange.Requested.Region ??= ValueOf(ContextNames.RegionHeader, values);
        }
        else if (Is(name, ContextNames.HandleHeader))
        {
            exchange.Requested.Handle ??= ValueOf(ContextNames.HandleHeader, values);
        }
    }

    private static bool Is(string name, string header) => name.Equals(header, StringComparison.OrdinalIgnoreCase);

    private static string ValueOf(string header, StringValues values) =>
        values.Count <= 1 ? values.ToString() : throw ContextErrors.Invalid($"The header {header} stands there {values.Count} times.");
}

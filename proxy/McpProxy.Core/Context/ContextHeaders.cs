using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>The headers by which a caller says the context of a call, on both doors.</summary>
internal static class ContextHeaders
{
    /// <summary>Takes over what the headers say and the call's arguments do not. Headers of a request that goes upstream are taken off it.</summary>
    /// <exception cref="ProxyErrorException">A header stands there twice.</exception>
    public static void Read(IHeaderDictionary headers, ProxyExchange exchange)
    {
        var goesUpstream = exchange.Door == ExchangeDoor.Http;
        if (Find(headers, ContextNames.HandleHeader, goesUpstream) is { } handle)
        {
            exchange.Requested.Handle ??= handle;
        }

        if (Find(headers, ContextNames.IdentityHeader, goesUpstream) is { } identity)
        {
            exchange.Requested.Identity ??= identity;
        }

        if (Find(headers, ContextNames.ProfileHeader, goesUpstream) is { } profile)
        {
            exchange.Requested.Profile ??= profile;
        }

        if (Find(headers, ContextNames.RegionHeader, goesUpstream) is { } region)
        {
            exchange.Requested.Region ??= region;
        }
    }

    /// <summary>Takes them off a request that goes upstream and has no context.</summary>
    public static void RemoveFrom(IHeaderDictionary headers)
    {
        headers.Remove(ContextNames.IdentityHeader);
        headers.Remove(ContextNames.ProfileHeader);
        headers.Remove(ContextNames.RegionHeader);
        headers.Remove(ContextNames.HandleHeader);
    }

    private static string? Find(IHeaderDictionary headers, string name, bool remove)
    {
        if (!headers.TryGetValue(name, out var values))
        {
            return null;
        }

        if (remove)
        {
            headers.Remove(name);
        }

        return values.Count <= 1 ? values.ToString() : throw ContextErrors.Invalid($"The header {name} stands there {values.Count} times.");
    }
}

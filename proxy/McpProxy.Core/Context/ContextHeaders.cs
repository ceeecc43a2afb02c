using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>The headers by which a caller says the context of a call, on both doors.</summary>
internal static class ContextHeaders
{
    /// <summary>Takes over what the headers say and the call's arguments do not.</summary>
    /// <exception cref="ProxyErrorException">A header stands there twice.</exception>
    public static void Read(IHeaderDictionary headers, ProxyExchange exchange)
    {
        if (Find(headers, ContextNames.HandleHeader) is { } handle)
        {
            exchange.Requested.Handle ??= handle;
        }

        if (Find(headers, ContextNames.IdentityHeader) is { } identity)
        {
            exchange.Requested.Identity ??= identity;
        }

        if (Find(headers, ContextNames.ProfileHeader) is { } profile)
        {
            exchange.Requested.Profile ??= profile;
        }

        if (Find(headers, ContextNames.RegionHeader) is { } region)
        {
            exchange.Requested.Region ??= region;
        }
    }

    /// <summary>Takes them off a request that goes upstream.</summary>
    public static void RemoveFrom(IHeaderDictionary headers)
    {
        headers.Remove(ContextNames.IdentityHeader);
        headers.Remove(ContextNames.ProfileHeader);
        headers.Remove(ContextNames.RegionHeader);
        headers.Remove(ContextNames.HandleHeader);
    }

    private static string? Find(IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out var values))
        {
            return null;
        }

        return values.Count <= 1 ? values.ToString() : throw ContextErrors.Invalid($"The header {name} stands there {values.Count} times.");
    }
}

using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>The headers by which a caller says the context of a call, on both doors.</summary>
internal static class ContextHeaders
{
    /// <summary>Takes over what the headers say and the call's arguments do not. Off a request that goes upstream all headers for the proxy are taken.</summary>
    /// <exception cref="ProxyErrorException">A header stands there twice.</exception>
    public static void Read(IHeaderDictionary headers, ProxyExchange exchange)
    {
        if (NamesIn(headers) is not { } names)
        {
            return;
        }

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

        if (exchange.Door == ExchangeDoor.Http)
        {
            Remove(headers, names);
        }
    }

    /// <summary>Takes all headers for the proxy off a request that goes upstream and has no context.</summary>
    public static void RemoveFrom(IHeaderDictionary headers)
    {
        if (NamesIn(headers) is { } names)
        {
            Remove(headers, names);
        }
    }

    /// <returns>Null for none, which is the rule: one look at all names is no more than one lookup for each that is known.</returns>
    private static List<string>? NamesIn(IHeaderDictionary headers)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (ContextNames.IsHeader(name))
            {
                (found ??= []).Add(name);
            }
        }

        return found;
    }

    private static void Remove(IHeaderDictionary headers, List<string> names)
    {
        foreach (var name in names)
        {
            headers.Remove(name);
        }
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

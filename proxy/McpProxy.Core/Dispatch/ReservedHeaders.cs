using McpProxy.Context;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>
/// The headers of a request from outside that no upstream may see: those by which callers speak to the proxy, and those that upstreams
/// trust because nobody but the proxy sends them.
/// </summary>
internal static class ReservedHeaders
{
    /// <summary>Takes them off a request. One look at all names costs less than a lookup for each one that is known.</summary>
    /// <param name="headers">The headers of the request.</param>
    /// <param name="exchange">Told what they say of the context of the call; null for a request that has none.</param>
    /// <exception cref="ProxyErrorException">A header of the context stands there twice.</exception>
    public static void Take(IHeaderDictionary headers, ProxyExchange? exchange)
    {
        // They cannot be removed while they are listed; mostly there are none, or one.
        string? first = null;
        List<string>? more = null;
        foreach (var (name, values) in headers)
        {
            if (ContextNames.IsHeader(name))
            {
                if (exchange is not null)
                {
                    ContextHeaders.Read(name, values, exchange);
                }
            }
            else if (!CallInput.IsHeader(name))
            {
                continue;
            }

            if (first is null)
            {
                first = name;
            }
            else
            {
                (more ??= []).Add(name);
            }
        }

        if (first is not null)
        {
            headers.Remove(first);
            more?.ForEach(name => headers.Remove(name));
        }
    }
}

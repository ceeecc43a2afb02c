using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Transforms.ProfileScope;

/// <summary>The profile of a route's calls that have no other.</summary>
internal sealed class DefaultProfile(string profile) : IExchangePreparation
{
    public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
    {
        exchange.Offer(ContextValue.Profile, profile, ContextSource.Default);
        return default;
    }
}

using McpProxy.Configuration;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>
/// The first preparation of every exchange that has a context: identity, profile and region as the call says them, else as
/// its handle or session does, else as configured. What later preparations find out fits in by <see cref="ProxyExchange.Offer"/>.
/// </summary>
internal sealed class ContextResolution(CallContexts contexts, LiveConfig config)
{
    /// <exception cref="ProxyErrorException">What the call says cannot be used.</exception>
    public ValueTask ResolveAsync(HttpContext context, ProxyExchange exchange, ContextDefaults route)
    {
        var finding = contexts.FindAsync(exchange, context.RequestAborted);
        if (!finding.IsCompletedSuccessfully)
        {
            return OfferAsync(context, exchange, route, finding);
        }

        Offer(context, exchange, route, finding.Result);
        return default;
    }

    private async ValueTask OfferAsync(HttpContext context, ProxyExchange exchange, ContextDefaults route, ValueTask<CurrentContext> finding) =>
        Offer(context, exchange, route, await finding);

    private void Offer(HttpContext context, ProxyExchange exchange, ContextDefaults route, CurrentContext current)
    {
        if (current.TokenSwapped)
        {
            TellSwapped(context, exchange, current.Source);
        }

        if (exchange.HasRequested)
        {
            Offer(exchange, exchange.Requested.Identity, exchange.Requested.Profile, exchange.Requested.Region, ContextSource.Request);
        }

        if (current.Source != ContextSource.None)
        {
            exchange.Choose(current.Chosen, current.Source);
        }

        Offer(exchange, route.Identity, route.Profile, route.Region, ContextSource.Default);
        var defaults = config.Current.Host.Context.Defaults;
        Offer(
            exchange,
            exchange.Identity is null ? defaults.Identity : null,
            exchange.Profile is null ? defaults.Profile : null,
            exchange.Region is null ? defaults.Region : null,
            ContextSource.Default);
    }

    private static void Offer(ProxyExchange exchange, string? identity, string? profile, string? region, ContextSource source)
    {
        if (identity is not null)
        {
            exchange.Offer(ContextValue.Identity, identity, source);
        }

        if (profile is not null)
        {
            exchange.Offer(ContextValue.Profile, profile, source);
        }

        if (region is not null)
        {
            exchange.Offer(ContextValue.Region, region, source);
        }
    }

    /// <summary>A session goes on with what is configured. A handle is the call's own word for its account: another must not take its place.</summary>
    private static void TellSwapped(HttpContext context, ProxyExchange exchange, ContextSource source)
    {
        if (source == ContextSource.Handle)
        {
            exchange.Fail(context, ContextErrors.HandleOfOtherCredential);
        }
        else
        {
            exchange.AddNotice(ContextErrors.TokenSwapped, "The identity, profile and region chosen before were dropped: they were chosen with another credential.");
        }
    }
}

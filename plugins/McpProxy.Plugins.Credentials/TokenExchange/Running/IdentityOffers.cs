namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>How an exchange comes by its identity.</summary>
internal static class IdentityOffers
{
    /// <summary>Whether the caller chose the identity, and not the configuration.</summary>
    public static bool HasChosenIdentity(this ProxyExchange exchange) => exchange.IdentitySource < ContextSource.Identity;

    /// <summary>Gives an identity to an exchange whose caller chose none; what was configured may not be one of the caller's.</summary>
    public static void OfferIdentity(this ProxyExchange exchange, string identity)
    {
        if (!exchange.HasChosenIdentity())
        {
            exchange.Offer(ContextValue.Identity, identity, ContextSource.Default);
        }
    }
}

using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>Gets the caller's access token before a destination is chosen.</summary>
internal sealed class OAuthTokenPreparation(string provider, AuthorizationFlows flows) : IExchangePreparation
{
    private const string Item = "access_token";

    public async ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
    {
        var flow = flows.Find(provider) ?? throw OAuthErrors.NotAuthorized(provider, null);
        var token = await flow.GetTokenAsync(context);
        exchange.SetItem(Item, token.AccessToken);
    }
}

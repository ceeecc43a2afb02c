using McpProxy.Hosting;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>Trades the credential of an exchange before a destination is chosen, as the identity may decide about the region.</summary>
/// <param name="exchanger">The exchange.</param>
/// <param name="challenges">Says how callers authenticate.</param>
internal sealed class TokenExchangePreparation(TokenExchanger exchanger, ICallerChallenges challenges) : IExchangePreparation
{
    public bool ProvesCaller => exchanger.ProvesCaller;

    public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
    {
        try
        {
            var prepared = exchanger.PrepareAsync(context, exchange);
            return prepared.IsCompletedSuccessfully ? default : AwaitAsync(prepared, context, exchange);
        }
        catch (ProxyErrorException failure)
        {
            Challenge(failure.Error, context, exchange);
            throw;
        }
    }

    private async ValueTask AwaitAsync(ValueTask prepared, HttpContext context, ProxyExchange exchange)
    {
        try
        {
            await prepared;
        }
        catch (ProxyErrorException failure)
        {
            Challenge(failure.Error, context, exchange);
            throw;
        }
    }

    /// <summary>A 401 says how to authenticate (RFC 9110, section 15.5.2).</summary>
    private void Challenge(ProxyError error, HttpContext context, ProxyExchange exchange)
    {
        if (error.Status == StatusCodes.Status401Unauthorized && exchange.Door == ExchangeDoor.Http)
        {
            context.Response.Headers.TryAdd("WWW-Authenticate", challenges.Bearer(context, error.Code == ExchangeErrors.CredentialMissing ? null : "invalid_token"));
        }
    }
}

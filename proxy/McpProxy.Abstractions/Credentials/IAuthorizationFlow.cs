using Microsoft.AspNetCore.Http;

namespace McpProxy.Credentials;

/// <summary>
/// The authorization-code flow (RFC 6749, section 4.1, with PKCE) of one provider: a person lets the proxy act for the caller,
/// and the tokens stay in the proxy's vault. Everything is kept per tenant and caller.
/// </summary>
public interface IAuthorizationFlow
{
    /// <summary>Begins a flow. The state in the URL can be used once, within <see cref="AuthorizationStart.ExpiresIn"/>.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    ValueTask<AuthorizationStart> StartAsync(HttpContext context);

    /// <summary>How far the caller's authorization is. Contacts nobody.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    ValueTask<AuthorizationReport> GetStatusAsync(HttpContext context);

    /// <summary>An access token of the caller; refreshed when it is about to expire, once for all that wait.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <param name="refresh">Refreshes it in any case. Default false.</param>
    /// <exception cref="ProxyErrorException">There is no authorization, or it was withdrawn, or the provider could not be reached.</exception>
    ValueTask<AuthorizedToken> GetTokenAsync(HttpContext context, bool refresh = false);

    /// <summary>Forgets the caller's tokens and flows, in the vault and everywhere else.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <returns>Whether there was anything to forget.</returns>
    ValueTask<bool> ClearAsync(HttpContext context);
}

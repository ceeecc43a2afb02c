using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace McpProxy;

/// <summary>
/// Who sent a request, as authentication found it. A feature of the caller's <see cref="HttpContext"/>, set by the proxy's own
/// authentication; for hosts that authenticate themselves it is made of <see cref="HttpContext.User"/>. Immutable.
/// </summary>
public sealed class ExchangeCaller
{
    private string? _key;

    /// <summary>Nobody in particular.</summary>
    public static ExchangeCaller Anonymous { get; } = new();

    /// <summary>Name of the scheme that accepted the caller; empty for an anonymous one.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>The tenant the caller acts for; empty when there is only one.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>
    /// What two requests of the same caller have in common: issuer and subject, the name of a key, or the fingerprint of a
    /// token. Never a credential itself; empty for an anonymous caller. May be long and have any characters but line breaks.
    /// </summary>
    public string Principal { get; init; } = "";

    /// <summary>
    /// The credential in clear, when a transform is to trade it for another one; null otherwise. Hand it to the configured
    /// token endpoint and to nothing else: it is never logged, cached or sent upstream.
    /// </summary>
    public string? Credential { get; init; }

    /// <summary>SHA-256 of <see cref="Credential"/>, 64 hexadecimal digits in lower case; empty when there is none. Caches key on it; logs show the first 8 digits at most.</summary>
    public string CredentialFingerprint { get; init; } = "";

    /// <summary>
    /// Whether the credential has proved itself. A partner's token has not: only the server that it is traded at can tell whether
    /// it is one, so anybody can make up such callers. Default true.
    /// </summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>Whether <c>Authorization</c> of the caller's request carries the access token by which it was accepted; see <see cref="ProxyExchange.GetAccessToken"/>.</summary>
    public bool HasAccessToken { get; init; }

    /// <summary>Whether nobody was authenticated.</summary>
    public bool IsAnonymous => Principal.Length == 0;

    /// <summary>Tenant, scheme and principal: the part of every cache key, bucket and stored row that keeps callers apart.</summary>
    public string Key => _key ??= $"{Tenant}\n{Scheme}\n{Principal}";

    /// <summary>The caller of a request.</summary>
    /// <param name="context">The caller's own request, not the one that goes down the corridor.</param>
    public static ExchangeCaller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // HttpContext.User would make a principal for nobody first.
        return (ExchangeCaller?)context.Features[typeof(ExchangeCaller)]
            ?? (context.Features[typeof(IHttpAuthenticationFeature)] is IHttpAuthenticationFeature { User: { } user } ? Of(user) : Anonymous);
    }

    /// <summary>The same caller, with the credential that a transform is to trade.</summary>
    internal ExchangeCaller WithCredential(string credential) => new()
    {
        Scheme = Scheme,
        Tenant = Tenant,
        Principal = Principal,
        Credential = credential,
        CredentialFingerprint = CredentialFingerprint,
        IsVerified = IsVerified,
        HasAccessToken = HasAccessToken,
        _key = Key,
    };

    private static ExchangeCaller Of(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } identity)
        {
            return Anonymous;
        }

        var claim = user.FindFirst("sub") ?? user.FindFirst(ClaimTypes.NameIdentifier);
        var principal = claim is null ? identity.Name : $"{user.FindFirst("iss")?.Value ?? claim.Issuer}|{claim.Value}";
        return new ExchangeCaller { Scheme = identity.AuthenticationType ?? "", Principal = string.IsNullOrEmpty(principal) ? "(unnamed)" : principal };
    }
}

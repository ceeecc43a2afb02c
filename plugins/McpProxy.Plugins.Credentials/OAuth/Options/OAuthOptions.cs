using System.ComponentModel.DataAnnotations;
using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.Tls;

namespace McpProxy.Plugins.Credentials.OAuth.Options;

/// <summary>A provider whose users let the proxy act for them, by the authorization-code flow (RFC 6749, section 4.1). URLs must be https, except on loopback.</summary>
public sealed record OAuthOptions
{
    /// <summary>The client id that the provider gave this proxy.</summary>
    [Required]
    public string? ClientId { get; init; }

    /// <summary>The client secret; a public client has none and needs <c>Pkce</c>. Default none.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>How the client authenticates: <c>Body</c> or <c>Basic</c>. Default <c>Body</c>.</summary>
    public ClientAuthentication ClientAuthentication { get; init; }

    /// <summary>Where people are sent to.</summary>
    [Required]
    public Uri? AuthorizationUrl { get; init; }

    /// <summary>Where codes and refresh tokens are traded.</summary>
    [Required]
    public Uri? TokenUrl { get; init; }

    /// <summary>Where tokens are revoked that are cleared (RFC 7009). Default none: they are forgotten here alone.</summary>
    public Uri? RevocationUrl { get; init; }

    /// <summary>The provider's issuer identifier. A callback that names another one in <c>iss</c> is refused (RFC 9207). Default none: <c>iss</c> is not looked at.</summary>
    public string? Issuer { get; init; }

    /// <summary>What is asked for. Default nothing, which leaves it to the provider.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What stands between scopes. Default a blank, as RFC 6749 has it.</summary>
    [RegularExpression("^[ ,+]$")]
    public string ScopeSeparator { get; init; } = " ";

    /// <summary>
    /// Where people come back to, exactly as registered with the provider: it must lead to <c>/auth/callback/{name}</c> or
    /// <c>/auth/callback</c> of this proxy. Default: <c>/auth/callback/{name}</c> at <c>McpProxy:Authentication:PublicOrigin</c>.
    /// </summary>
    public Uri? RedirectUri { get; init; }

    /// <summary>Whether codes are bound to this proxy by a proof key (RFC 7636, S256). Default true.</summary>
    public bool Pkce { get; init; } = true;

    /// <summary>More parameters of the authorization URL, <c>access_type</c> for example. Default none.</summary>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON pointer (RFC 6901) to the access token in an answer of <see cref="TokenUrl"/>. Default <c>/access_token</c>.</summary>
    public string AccessToken { get; init; } = "/access_token";

    /// <summary>JSON pointer to the refresh token. Default <c>/refresh_token</c>; an answer without one leaves the old one in force.</summary>
    public string RefreshToken { get; init; } = "/refresh_token";

    /// <summary>JSON pointer to the seconds the access token lasts. Default <c>/expires_in</c>.</summary>
    public string ExpiresIn { get; init; } = "/expires_in";

    /// <summary>JSON pointer to the time at which it expires, in seconds since 1970 or as RFC 3339 text; counts when there is no <see cref="ExpiresIn"/>. Default <c>/expires_at</c>.</summary>
    public string ExpiresAt { get; init; } = "/expires_at";

    /// <summary>JSON pointer to the error code in an answer that refuses. Default <c>/error</c> (RFC 6749, section 5.2).</summary>
    public string Error { get; init; } = "/error";

    /// <summary>Error codes that say that the code or refresh token is not good, and never will be again: then the authorization is forgotten. Default <c>invalid_grant</c>.</summary>
    public IReadOnlyList<string> GrantErrors { get; init; } = [];

    /// <summary>How connections to <see cref="TokenUrl"/> and <see cref="RevocationUrl"/> are secured: a client certificate, own authorities, the least version of TLS. Default: as the system does.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>How long before it expires an access token is refreshed, up to an hour. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RefreshBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a person may take from start to callback, 1 to 60 minutes. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan StateLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether callers whom nobody has authenticated may use this provider; they all share one authorization. For a proxy of one
    /// person: over stdio, or on loopback. Default false.
    /// </summary>
    public bool AllowAnonymous { get; init; }
}

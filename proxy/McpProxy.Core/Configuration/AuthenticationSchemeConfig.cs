using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>One way to be known. Which keys it takes depends on its <see cref="Kind"/>; others are mistakes.</summary>
public sealed record AuthenticationSchemeConfig
{
    /// <summary>How its callers are known. Required.</summary>
    public AuthenticationKind? Kind { get; init; }

    /// <summary>The tenant of its callers. Default: a single one without a name, or what <see cref="TenantClaim"/> or <see cref="TenantHeader"/> says.</summary>
    public string? Tenant { get; init; }

    /// <summary>Scopes that each of its callers has, beside those of its key or token. Default none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// ApiKey: the headers a key is looked for in; default <c>X-API-Key</c> and <c>Authorization</c> (with <c>Bearer</c> before it, or alone).
    /// PartnerToken: the headers the token is looked for in; default <c>Authorization</c> with <c>Bearer</c>. None of them ever goes upstream.
    /// </summary>
    [AppliesTo(AuthenticationKind.ApiKey, AuthenticationKind.PartnerToken)]
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>ApiKey: the keys, by the name that stands for the caller. At least one.</summary>
    [AppliesTo(AuthenticationKind.ApiKey)]
    public IReadOnlyDictionary<string, ApiKeyConfig>? Keys { get; init; }

    /// <summary>
    /// ApiKey: what every key begins with, 3 characters or more, <c>acme_</c> for example. A credential that begins with it and is none of
    /// the keys is refused, and never taken for a partner's token. Default none.
    /// </summary>
    [AppliesTo(AuthenticationKind.ApiKey)]
    public string? KeyPrefix { get; init; }

    /// <summary>
    /// PartnerToken: a regular expression that the whole token fits, e.g. <c>[^:\s]+:[^:\s]+</c>. Default: anything that is not a JWT.
    /// </summary>
    [AppliesTo(AuthenticationKind.PartnerToken)]
    public string? Pattern { get; init; }

    /// <summary>PartnerToken: shortest token, in characters, 8 to 4096. Default 21.</summary>
    [AppliesTo(AuthenticationKind.PartnerToken)]
    [Range(8, 4096)]
    public int? MinLength { get; init; }

    /// <summary>Jwt: the issuer's URL, whose keys are found by discovery (OpenID Connect, RFC 8414). One of this, <see cref="JwksUrl"/>, <see cref="PublicKeys"/> and <see cref="SigningKeys"/>.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public Uri? Authority { get; init; }

    /// <summary>Jwt: where the issuer's public keys are (a JWK Set, RFC 7517). Needs <see cref="Issuer"/>.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public Uri? JwksUrl { get; init; }

    /// <summary>Jwt: the issuer's public keys by key id (<c>kid</c>), each PEM text or <c>file:/path</c> to it; a single one is used whatever a token calls it. Needs <see cref="Issuer"/>.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public IReadOnlyDictionary<string, string>? PublicKeys { get; init; }

    /// <summary>Jwt: secrets of 32 bytes or more for tokens signed with HS256, HS384 or HS512; all of them are tried. Needs <see cref="Issuer"/>.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public IReadOnlyList<Secret>? SigningKeys { get; init; }

    /// <summary>Jwt: the value of <c>iss</c>. Default: what the <see cref="Authority"/> says of itself.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public string? Issuer { get; init; }

    /// <summary>Jwt: accepted values of <c>aud</c>. Default: the URL of the MCP endpoint below <c>PublicOrigin</c>; a toolset's endpoint also accepts its own.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public IReadOnlyList<string>? Audience { get; init; }

    /// <summary>Jwt: accepted signature algorithms. Default RS256 and ES256 with public keys, HS256 with <see cref="SigningKeys"/>.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public IReadOnlyList<string>? Algorithms { get; init; }

    /// <summary>Jwt: the claim that says who the caller is. Default <c>sub</c>, or <c>client_id</c> where there is none.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public string? PrincipalClaim { get; init; }

    /// <summary>Jwt: the claim that says which tenant the caller acts for; a token without it is refused. Default none.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public string? TenantClaim { get; init; }

    /// <summary>Jwt: the claims that hold scopes, as a list or separated by spaces. Default <c>scope</c> and <c>scp</c>.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public IReadOnlyList<string>? ScopeClaims { get; init; }

    /// <summary>Jwt: claims a token must have, each with one of the values; no values mean any value. Default none.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? RequiredClaims { get; init; }

    /// <summary>Jwt: time between two looks for new keys when a token names an unknown one, 1 second to 1 hour. Default 30 seconds.</summary>
    [AppliesTo(AuthenticationKind.Jwt)]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan? KeyRefreshInterval { get; init; }

    /// <summary>TrustedProxy: the secret it signs with, 32 characters or more. Required.</summary>
    [AppliesTo(AuthenticationKind.TrustedProxy)]
    public Secret Secret { get; init; }

    /// <summary>TrustedProxy: the header with the caller. Default <c>X-MCP-Caller</c>; its signature and time stand in headers of this name with <c>-Signature</c> and <c>-Timestamp</c> behind it.</summary>
    [AppliesTo(AuthenticationKind.TrustedProxy)]
    public string? CallerHeader { get; init; }

    /// <summary>TrustedProxy: the header with the caller's tenant, which is then signed too. Default none.</summary>
    [AppliesTo(AuthenticationKind.TrustedProxy)]
    public string? TenantHeader { get; init; }

    /// <summary>How far clocks may differ, 0 to 1 hour. Jwt: default 30 seconds. TrustedProxy: also how long a signature can be used; default 5 minutes.</summary>
    [AppliesTo(AuthenticationKind.Jwt, AuthenticationKind.TrustedProxy)]
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan? ClockSkew { get; init; }
}

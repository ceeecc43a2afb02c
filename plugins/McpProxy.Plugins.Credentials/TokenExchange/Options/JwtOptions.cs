using System.ComponentModel.DataAnnotations;
using McpProxy.Configuration;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>
/// Reads a value of an answer as a JSON Web Token (RFC 7519). Its expiry is the earliest of the claims <c>exp</c> and
/// <c>expires_at</c>; encrypted tokens are refused.
/// </summary>
public sealed record JwtOptions
{
    /// <summary>Name of the step's value that is the token.</summary>
    [Required]
    public string Of { get; init; } = "";

    /// <summary>How its signature is checked. Default <c>Jwks</c>.</summary>
    public JwtVerification Verify { get; init; } = JwtVerification.Jwks;

    /// <summary>Template of the URL of the JSON Web Key Set, for <c>Jwks</c>. Default none.</summary>
    public string? JwksUrl { get; init; }

    /// <summary>The key for <c>Key</c>, as <c>env:NAME</c> or <c>file:/path</c>: a public key or certificate in PEM, or a shared secret of at least 32 bytes for HS256, HS384 and HS512. Default none.</summary>
    public Secret? Key { get; init; }

    /// <summary>Algorithms that are accepted. Default: those that fit the key, RS256, PS256 and ES256 and their longer kin, or HS256, HS384 and HS512 for a shared secret.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>Who must have issued it: the claim <c>iss</c>. For <c>None</c> it must be written; there a token without <c>iss</c> is accepted, as it came from the configured endpoint. Default: not checked.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whom it must be for: the claim <c>aud</c>. Default: not checked.</summary>
    public string? Audience { get; init; }

    /// <summary>Claims that become values of the step, by the name of the value: <c>{ "user": "user_id" }</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();

    /// <summary>Claims that must be there. Default none.</summary>
    public IReadOnlyList<string> RequiredClaims { get; init; } = [];
}

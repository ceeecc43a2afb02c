using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using Microsoft.IdentityModel.Tokens;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>The keys of an issuer.</summary>
internal sealed class JwtKeySet(IReadOnlyList<JsonWebKey> keys) : ExchangeResult
{
    /// <summary>The keys that may have signed a token.</summary>
    /// <param name="id">What the token says of its key; null for nothing.</param>
    /// <param name="algorithm">The algorithm of its signature.</param>
    public IReadOnlyList<SecurityKey> Find(string? id, string algorithm) =>
    [
        .. keys.Where(k => (id is null || string.IsNullOrEmpty(k.Kid) || k.Kid == id)
            && (string.IsNullOrEmpty(k.Alg) || k.Alg == algorithm)
            && JwtAlgorithms.Fit(k, algorithm)),
    ];
}

using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Signatures;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>The keys of an issuer.</summary>
internal sealed class JwtKeySet(IReadOnlyList<SigningKey> keys) : ExchangeResult
{
    /// <summary>The keys that may have signed a token.</summary>
    /// <param name="id">What the token says of its key; null for nothing.</param>
    /// <param name="algorithm">The algorithm of its signature.</param>
    public IReadOnlyList<SigningKey> Find(string? id, SignatureAlgorithm algorithm) =>
        [.. keys.Where(k => (id is null || k.Id is null || k.Id == id) && k.Fits(algorithm))];
}

using System.Collections.Immutable;
using McpProxy.Signatures;

namespace McpProxy.Authentication.Tokens;

/// <summary>The keys of an issuer at one time.</summary>
/// <param name="Issuer">What the issuer says of itself; null when it was not asked.</param>
/// <param name="Keys">The keys.</param>
internal sealed record KeySet(string? Issuer, ImmutableArray<SigningKey> Keys)
{
    /// <summary>Whether the issuer may have newer ones, and could not be asked.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The keys that can have signed a token.</summary>
    /// <param name="id">The token's <c>kid</c>; null for none.</param>
    /// <param name="algorithm">The token's algorithm.</param>
    public IEnumerable<SigningKey> Find(string? id, SignatureAlgorithm algorithm) => Keys.Where(k => (id is null || k.Id is null || k.Id == id) && k.Fits(algorithm));
}

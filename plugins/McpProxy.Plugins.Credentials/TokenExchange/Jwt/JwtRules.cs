using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Signatures;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>What a token must be like. Immutable.</summary>
internal sealed record JwtRules
{
    public JwtVerification Verify { get; init; }

    /// <summary>The configured key; null unless <see cref="Verify"/> says so.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>Accepted algorithms; empty for those that fit the key.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    public string? Issuer { get; init; }

    public string? Audience { get; init; }

    public IReadOnlyList<string> RequiredClaims { get; init; } = [];
}

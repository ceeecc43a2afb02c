using System.Collections.Frozen;
using System.Collections.Immutable;

namespace McpProxy.Authentication.Tokens;

/// <summary>What tokens of one scheme must be like.</summary>
internal sealed record TokenRules
{
    /// <summary>The value of <c>iss</c>; null for what the issuer says of itself.</summary>
    public string? Issuer { get; init; }

    /// <summary>Accepted values of <c>aud</c>; empty for <see cref="Resource"/>.</summary>
    public FrozenSet<string> Audiences { get; init; } = [];

    /// <summary>The default audience, below which toolsets have theirs.</summary>
    public string Resource { get; init; } = "";

    public required FrozenSet<string> Algorithms { get; init; }

    public TimeSpan ClockSkew { get; init; }

    /// <summary>Null for <c>sub</c>, else <c>client_id</c>.</summary>
    public string? PrincipalClaim { get; init; }

    public string? TenantClaim { get; init; }

    public ImmutableArray<string> ScopeClaims { get; init; } = ["scope", "scp"];

    /// <summary>Values by claim; an empty set takes any value.</summary>
    public FrozenDictionary<string, FrozenSet<string>> RequiredClaims { get; init; } = FrozenDictionary<string, FrozenSet<string>>.Empty;
}

using System.Collections.Frozen;
using System.Security.Claims;

namespace McpProxy.Authentication;

/// <summary>A caller that a scheme has accepted, made once for each key or token and shared by its requests. Immutable.</summary>
internal sealed class AuthenticatedCaller
{
    /// <summary>What transforms and caches see; without a credential.</summary>
    public required ExchangeCaller Exchange { get; init; }

    /// <summary>The same for policies and plugins written for ASP.NET Core; not authenticated unless <see cref="IsVerified"/>.</summary>
    public required ClaimsPrincipal User { get; init; }

    /// <summary>What policies call it: the name of a key, the subject of a token, the caller a proxy named.</summary>
    public required string Name { get; init; }

    public FrozenSet<string> Scopes { get; init; } = [];

    /// <summary>
    /// Whether the credential has proved itself. A partner token does so when it is traded, so only a route that trades it, or a
    /// policy that names the scheme, may take its holder for somebody.
    /// </summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>Until when it counts; null as long as its scheme stands in the configuration.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The toolset whose endpoint alone the credential is meant for (RFC 8707); null for all of the proxy.</summary>
    public string? Toolset { get; init; }
}

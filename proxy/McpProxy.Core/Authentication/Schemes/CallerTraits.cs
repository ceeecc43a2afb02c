using System.Security.Claims;

namespace McpProxy.Authentication.Schemes;

/// <summary>What a credential says of its holder, beside who it is.</summary>
internal sealed record CallerTraits
{
    public static CallerTraits None { get; } = new();

    /// <summary>What policies call it; null for the principal itself.</summary>
    public string? Name { get; init; }

    public string? Tenant { get; init; }

    public IReadOnlyCollection<string> Scopes { get; init; } = [];

    public IReadOnlyCollection<Claim> Claims { get; init; } = [];

    /// <summary>Of the credential, when a transform is to trade it; otherwise empty.</summary>
    public string Fingerprint { get; init; } = "";

    public bool IsVerified { get; init; } = true;

    public bool HasAccessToken { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public string? Toolset { get; init; }
}

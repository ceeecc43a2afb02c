namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>What is kept of a flow that has begun, until its callback. Sealed at rest.</summary>
internal sealed record FlowEntry
{
    public required string Provider { get; init; }

    public required string Tenant { get; init; }

    public required string User { get; init; }

    /// <summary>The session it was begun in; null when there is none.</summary>
    public string? Session { get; init; }

    /// <summary>Digest of the cookie of the browser that began it; null when nothing but the caller is known.</summary>
    public string? Browser { get; init; }

    /// <summary>Random, and part of what the state's signature covers.</summary>
    public required string Nonce { get; init; }

    /// <summary>The authorization URL without its state.</summary>
    public required string AuthorizationUrl { get; init; }

    /// <summary>The redirect URI of that URL: the exchange must name the same one.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The PKCE verifier; null without PKCE.</summary>
    public string? Verifier { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>Whether a callback has used it.</summary>
    public bool Completed { get; init; }

    public FlowOwner Owner => new(Tenant, User, IsAnonymous: false, IsVerified: true);

    /// <summary>Says nothing of the verifier and the nonce.</summary>
    public override string ToString() => $"FlowEntry of {Provider}, expires {Expires:O}";
}

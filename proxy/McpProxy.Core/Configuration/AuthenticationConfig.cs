namespace McpProxy.Configuration;

/// <summary>Who may come in. Without this section nobody is asked, or the embedding host does the asking.</summary>
public sealed record AuthenticationConfig
{
    /// <summary>
    /// Scheme, host and port under which clients reach the proxy, e.g. <c>https://proxy.example.com</c>: https, or http for a loopback
    /// name. Challenges, metadata (RFC 9728) and the default audience of tokens are made of it. Default: what the request itself,
    /// or a trusted proxy, says; tokens then need an <c>Audience</c>.
    /// </summary>
    public Uri? PublicOrigin { get; init; }

    /// <summary>The realm of challenges. Default none.</summary>
    public string? Realm { get; init; }

    /// <summary>Authorization servers that clients get tokens from, for the metadata. Default: the <c>Authority</c> of each Jwt scheme.</summary>
    public IReadOnlyList<Uri> AuthorizationServers { get; init; } = [];

    /// <summary>Scopes a client may ask for, for the metadata. Default: those that the policies demand.</summary>
    public IReadOnlyList<string> ScopesSupported { get; init; } = [];

    /// <summary>A page about the protected API for people, for the metadata. Default none.</summary>
    public Uri? Documentation { get; init; }

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of proxies in front of this one, whose <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>
    /// are believed when there is no <see cref="PublicOrigin"/>. Default none.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// The ways to be known, by name. A request is shown to each of them, in the order of their names: the first that accepts a
    /// credential wins; a credential that none accepts is refused. At least one.
    /// </summary>
    public IReadOnlyDictionary<string, AuthenticationSchemeConfig> Schemes { get; init; } = new Dictionary<string, AuthenticationSchemeConfig>();
}

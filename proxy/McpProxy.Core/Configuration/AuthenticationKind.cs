namespace McpProxy.Configuration;

/// <summary>How a scheme knows its callers.</summary>
public enum AuthenticationKind
{
    /// <summary>By static keys, which the configuration holds as hashes or secret references.</summary>
    ApiKey,

    /// <summary>By signed access tokens (JWT, RFC 9068) of an authorization server.</summary>
    Jwt,

    /// <summary>By an opaque token that a <c>TokenExchange</c> of the route trades for another one. It proves nothing before.</summary>
    PartnerToken,

    /// <summary>By the word of a proxy in front, signed with a shared secret (HMAC-SHA256).</summary>
    TrustedProxy,

    /// <summary>Callers on this machine need no credential. For development: refused in the Production environment.</summary>
    None,
}

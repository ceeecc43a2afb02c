namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>How the signature of a token is checked.</summary>
public enum JwtVerification
{
    /// <summary>With the keys that its issuer publishes (RFC 7517).</summary>
    Jwks,

    /// <summary>With a configured key.</summary>
    Key,

    /// <summary>Not at all: what the configured endpoint answers over TLS is believed. Only for issuers that publish no key.</summary>
    None,
}

namespace McpProxy;

/// <summary>The kinds of the error contract. On the wire they are snake_case: <c>upstream_http</c>.</summary>
public enum ProxyErrorKind
{
    /// <summary>The arguments do not fit the tool's input schema; nothing was sent.</summary>
    InvalidArguments,

    /// <summary>The upstream answered with a status of 400 or above, or redirected.</summary>
    UpstreamHttp,

    /// <summary>The upstream could not be reached or broke the connection.</summary>
    UpstreamUnreachable,

    /// <summary>A configured deadline passed.</summary>
    Timeout,

    /// <summary>A limit of the proxy or of the upstream (status 429) was hit.</summary>
    RateLimited,

    /// <summary>No healthy destination, or the circuit is open.</summary>
    CircuitOpen,

    /// <summary>A credential for the upstream is missing, expired or was refused.</summary>
    AuthRequired,

    /// <summary>The caller may not do this.</summary>
    Forbidden,

    /// <summary>The response exceeds the configured size.</summary>
    ResponseTooLarge,

    /// <summary>A fault of the proxy itself.</summary>
    Internal,
}

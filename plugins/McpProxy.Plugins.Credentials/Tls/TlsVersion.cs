namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>Versions of TLS that may be asked for.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.2 (RFC 5246) and later.</summary>
    Tls12,

    /// <summary>TLS 1.3 (RFC 8446) alone.</summary>
    Tls13,
}

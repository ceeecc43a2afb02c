using McpProxy.Configuration;

namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>
/// How connections to a token server are secured, beyond what the system does. Files are read again when they change, so that
/// certificates can be renewed without a restart; what cannot be read leaves the old ones in use. The server's name and
/// certificate are always verified.
/// </summary>
public sealed record TlsOptions
{
    /// <summary>
    /// The certificate that the proxy shows to a server that asks for one, with its key and the certificates between it and its
    /// root: <c>file:/path</c> or <c>env:NAME</c>, in PEM or as PFX (PKCS #12; in base64 in a variable). Default none.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>The key in PEM, if it does not stand with the certificate: <c>file:/path</c> or <c>env:NAME</c>. Default none.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The password of the PFX or of the encrypted key. Default none.</summary>
    public Secret? CertificatePassword { get; init; }

    /// <summary>Roots in PEM that the server's certificate must lead to, instead of those of the system: <c>file:/path</c> or <c>env:NAME</c> each. Default: the roots of the system.</summary>
    public IReadOnlyList<string> CertificateAuthorities { get; init; } = [];

    /// <summary>The least version of TLS: <c>Tls12</c> or <c>Tls13</c>. Default <c>Tls12</c>.</summary>
    public TlsVersion MinimumProtocol { get; init; }
}

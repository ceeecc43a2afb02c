using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>Certificates that were read: the proxy's own, and the roots it trusts.</summary>
internal sealed class TlsMaterial
{
    /// <summary>The proxy's own certificate, with its key; null for none.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>Certificates between <see cref="Certificate"/> and its root.</summary>
    private X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>What the server's certificate must lead to; empty for the roots of the system.</summary>
    private X509Certificate2Collection Authorities { get; init; } = [];

    /// <param name="files">What was read.</param>
    /// <param name="options">The password, and which keys to name.</param>
    /// <param name="report">Takes each mistake: its key and what is wrong, without anything secret.</param>
    /// <returns>Null when there is a mistake.</returns>
    public static TlsMaterial? Parse(TlsFiles files, TlsOptions options, Action<string, string> report)
    {
        var failed = false;
        void Fail(string key, string message)
        {
            failed = true;
            report(key, message);
        }

        if (files.Certificate is null && (files.Key is not null || options.CertificatePassword is { HasValue: true }))
        {
            Fail(nameof(options.Certificate), "There is a key or a password, but no certificate.");
        }

        X509Certificate2? own = null;
        X509Certificate2Collection chain = [];
        if (files.Certificate is { } bytes)
        {
            var password = options.CertificatePassword is { HasValue: true } secret ? secret.Reveal() : null;
            (own, chain) = IsPem(bytes) ? OwnPem(bytes, files.Key, password, Fail) : OwnPfx(bytes, password, Fail);
        }

        X509Certificate2Collection roots = [];
        for (var i = 0; i < files.Authorities.Count; i++)
        {
            try
            {
                var before = roots.Count;
                roots.ImportFromPem(Encoding.UTF8.GetString(files.Authorities[i]));
                if (roots.Count == before)
                {
                    Fail($"{nameof(options.CertificateAuthorities)}:{i}", "There is no certificate in PEM in it.");
                }
            }
            catch (CryptographicException)
            {
                Fail($"{nameof(options.CertificateAuthorities)}:{i}", "It is not a certificate in PEM.");
            }
        }

        return failed ? null : new TlsMaterial { Certificate = own, Intermediates = chain, Authorities = roots };
    }

    /// <summary>The settings of connections; the server's certificate and name are verified as always.</summary>
    public SslClientAuthenticationOptions ToClientOptions(TlsVersion least)
    {
        var options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = least == TlsVersion.Tls13
                ? System.Security.Authentication.SslProtocols.Tls13
                : System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13,
        };
        if (Certificate is not null)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(Certificate, Intermediates, offline: true);
        }

        if (Authorities.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck, // As without a policy; own authorities seldom publish lists.
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities);
        }

        return options;
    }

    private static bool IsPem(byte[] bytes) => bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0;

    private static (X509Certificate2? Own, X509Certificate2Collection Chain) OwnPem(byte[] certificate, byte[]? key, string? password, Action<string, string> fail)
    {
        var text = Encoding.UTF8.GetString(certificate);
        var keyText = key is null ? text : Encoding.UTF8.GetString(key);
        var isEncrypted = keyText.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);
        if (isEncrypted && password is null)
        {
            fail(nameof(TlsOptions.CertificatePassword), "The key of the certificate is encrypted, and there is no password.");
            return (null, []);
        }

        try
        {
            var own = isEncrypted ? X509Certificate2.CreateFromEncryptedPem(text, keyText, password) : X509Certificate2.CreateFromPem(text, keyText);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(text);
            return (Usable(own), [.. chain.Where(c => c.Thumbprint != own.Thumbprint)]);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            fail(nameof(TlsOptions.Certificate), $"The certificate and its key cannot be read from PEM{(isEncrypted ? " with this password" : "")}, or do not belong together.");
            return (null, []);
        }
    }

    private static (X509Certificate2? Own, X509Certificate2Collection Chain) OwnPfx(byte[] bytes, string? password, Action<string, string> fail)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
            if (all.FirstOrDefault(c => c.HasPrivateKey) is { } own)
            {
                return (own, [.. all.Where(c => c != own)]);
            }

            fail(nameof(TlsOptions.Certificate), "There is no certificate with a key in the PFX.");
        }
        catch (CryptographicException)
        {
            fail(nameof(TlsOptions.Certificate), $"It is neither PEM nor a PFX that can be opened {(password is null ? "without a password" : "with this password")}.");
        }

        return (null, []);
    }

    /// <summary>TLS of Windows uses no key that is in memory only.</summary>
    private static X509Certificate2 Usable(X509Certificate2 own) =>
        OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null) : own;
}

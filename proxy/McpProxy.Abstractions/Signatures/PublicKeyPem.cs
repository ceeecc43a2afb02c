using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace McpProxy.Signatures;

/// <summary>Reads a public key in PEM (RFC 7468): a bare one, or a certificate around it. A private key is refused: nobody but the issuer may have it.</summary>
public static class PublicKeyPem
{
    /// <summary>Reads the first key of a text.</summary>
    /// <param name="id">What tokens call it (<c>kid</c>); null when they need not name it.</param>
    /// <param name="pem">The text.</param>
    /// <exception cref="CryptographicException">It is no key, a private one, or too weak. The message says which, and holds nothing of the text.</exception>
    public static SigningKey Read(string? id, string pem)
    {
        var label = PemEncoding.TryFind(pem, out var fields) ? pem[fields.Label] : "";
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
        {
            throw new CryptographicException("it is a private key, which nobody but the issuer may have.");
        }

        try
        {
            return label == "CERTIFICATE" ? OfCertificate(id, pem) : OfKey(id, pem);
        }
        catch (ArgumentException exception)
        {
            throw new CryptographicException(exception.Message, exception); // .NET's word for text that is not PEM.
        }
    }

    private static SigningKey OfCertificate(string? id, string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return rsa is not null ? OfRsa(id, rsa) : curve is not null ? OfCurve(id, curve) : throw new CryptographicException("The certificate has neither an RSA nor an EC key.");
    }

    private static SigningKey OfKey(string? id, string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return OfCurve(id, curve);
        }

        return OfRsa(id, rsa);
    }

    private static SigningKey OfRsa(string? id, RSA rsa) => SigningKey.Rsa(id, rsa.ExportParameters(includePrivateParameters: false));

    private static SigningKey OfCurve(string? id, ECDsa curve) => SigningKey.Curve(id, curve.ExportParameters(includePrivateParameters: false));
}

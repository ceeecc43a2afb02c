using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using McpProxy.Authentication.Tokens;
using McpProxy.Configuration;

namespace McpProxy.Authentication.Compilation;

/// <summary>Reads public keys in PEM (RFC 7468): bare ones, or certificates around them.</summary>
internal static class PublicKeyReader
{
    private const string FileScheme = "file:";
    private const string Hint = "Write PEM text that begins with '-----BEGIN PUBLIC KEY-----' or '-----BEGIN CERTIFICATE-----', or file:/path to it.";
    private const int MaxFileBytes = 64 * 1024;

    /// <summary>Reads the keys. A single one is used whatever a token calls it.</summary>
    public static IEnumerable<SigningKey> Read(IReadOnlyDictionary<string, string> keys, string path, ConfigErrors errors)
    {
        foreach (var (id, text) in keys)
        {
            if (Read(keys.Count == 1 ? null : id, text, $"{path}:{id}", errors) is { } key)
            {
                yield return key;
            }
        }
    }

    private static SigningKey? Read(string? id, string text, string path, ConfigErrors errors)
    {
        try
        {
            var pem = text.StartsWith(FileScheme, StringComparison.Ordinal) ? ReadFile(text[FileScheme.Length..]) : text;
            var label = PemEncoding.TryFind(pem, out var fields) ? pem[fields.Label] : "";
            if (label.Contains("PRIVATE", StringComparison.Ordinal))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, path, "This is a private key, which nobody but the issuer may have.", Hint);
                return null;
            }

            return label == "CERTIFICATE" ? OfCertificate(id, pem) : OfKey(id, pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"The public key cannot be read: {OneLine.Of(e.Message)}", Hint);
            return null;
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
            return OfRsa(id, rsa);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return OfCurve(id, curve);
        }
    }

    private static SigningKey OfRsa(string? id, RSA rsa) => SigningKey.Rsa(id, rsa.ExportParameters(includePrivateParameters: false));

    private static SigningKey OfCurve(string? id, ECDsa curve) => SigningKey.Curve(id, curve.ExportParameters(includePrivateParameters: false));

    private static string ReadFile(string file)
    {
        if (!Path.IsPathFullyQualified(file))
        {
            throw new IOException($"'{file}' is not an absolute path.");
        }

        return new FileInfo(file) is { Exists: true, Length: > MaxFileBytes } ? throw new IOException($"'{file}' is larger than {MaxFileBytes} bytes.") : File.ReadAllText(file);
    }
}

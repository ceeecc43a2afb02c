using System.Security.Cryptography;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>
/// A key that verifies signatures (RFC 7518, section 3). A public key never verifies an HMAC, which anybody who has read it
/// could make. Immutable and thread-safe.
/// </summary>
internal sealed class JwtKey
{
    /// <summary>Smallest RSA key (RFC 7518, section 3.3).</summary>
    private const int LeastRsaBits = 2048;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _curve;
    private readonly byte[] _secret;

    private JwtKey(RSAParameters? rsa, ECParameters? curve, byte[] secret)
    {
        _rsa = rsa;
        _curve = curve;
        _secret = secret;
    }

    /// <summary>All algorithms that any key can verify.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512"];

    /// <summary>Its name in a set; null for none.</summary>
    public string? Id { get; private init; }

    /// <summary>The only algorithm it is for; null for all that fit.</summary>
    public string? OnlyAlgorithm { get; private init; }

    /// <exception cref="CryptographicException">It is no key, or too short.</exception>
    public static JwtKey OfRsa(RSAParameters parameters)
    {
        using var rsa = RSA.Create(parameters);
        return rsa.KeySize >= LeastRsaBits
            ? new JwtKey(rsa.ExportParameters(includePrivateParameters: false), null, [])
            : throw new CryptographicException($"An RSA key must have {LeastRsaBits} bits or more.");
    }

    /// <exception cref="CryptographicException">It is no key.</exception>
    public static JwtKey OfCurve(ECParameters parameters)
    {
        using var curve = ECDsa.Create(parameters);
        return new JwtKey(null, curve.ExportParameters(includePrivateParameters: false), []);
    }

    public static JwtKey OfSecret(byte[] secret) => new(null, null, secret);

    /// <summary>The same key, as a set describes it.</summary>
    public JwtKey Named(string? id, string? algorithm) => new(_rsa, _curve, _secret) { Id = id, OnlyAlgorithm = algorithm };

    /// <summary>Whether it can verify signatures of an algorithm.</summary>
    public bool Fits(string algorithm)
    {
        if (!Algorithms.Contains(algorithm) || (OnlyAlgorithm is not null && OnlyAlgorithm != algorithm))
        {
            return false;
        }

        return algorithm[0] switch
        {
            'R' or 'P' => _rsa is not null,
            'E' => _curve?.Curve.Oid.Value == CurveOf(algorithm).Oid.Value,
            _ => _secret.Length > 0,
        };
    }

    /// <summary>Verifies a signature of an algorithm that fits.</summary>
    public bool Verifies(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => algorithm[0] switch
    {
        'R' => VerifiesRsa(algorithm, data, signature, RSASignaturePadding.Pkcs1),
        'P' => VerifiesRsa(algorithm, data, signature, RSASignaturePadding.Pss),
        'E' => VerifiesCurve(algorithm, data, signature),
        _ => CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(HashOf(algorithm), _secret, data), signature),
    };

    private bool VerifiesRsa(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create(_rsa!.Value);
        return rsa.VerifyData(data, signature, HashOf(algorithm), padding);
    }

    private bool VerifiesCurve(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var curve = ECDsa.Create(_curve!.Value);
        return curve.VerifyData(data, signature, HashOf(algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static HashAlgorithmName HashOf(string algorithm) => algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    private static ECCurve CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };
}

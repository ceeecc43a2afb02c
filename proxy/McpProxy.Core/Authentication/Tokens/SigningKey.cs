using System.Security.Cryptography;

namespace McpProxy.Authentication.Tokens;

/// <summary>A key that checks signatures. It holds parameters, not handles: those of .NET are for one thread.</summary>
internal sealed class SigningKey
{
    private const int MinRsaBits = 2048;

    private readonly RSAParameters _rsa;
    private readonly ECParameters _curve;
    private readonly byte[] _secret = [];
    private readonly int _bits;

    private SigningKey(string? id, RSAParameters rsa)
    {
        (Id, Kind, _rsa) = (id, SigningKeyKind.Rsa, rsa);
    }

    private SigningKey(string? id, ECParameters curve, int bits)
    {
        (Id, Kind, _curve, _bits) = (id, SigningKeyKind.EllipticCurve, curve, bits);
    }

    private SigningKey(byte[] secret)
    {
        (Kind, _secret) = (SigningKeyKind.Shared, secret);
    }

    /// <summary>The value of <c>kid</c>; null when it has none.</summary>
    public string? Id { get; }

    public SigningKeyKind Kind { get; }

    /// <summary>The one algorithm that the key is for; null for any that fits.</summary>
    public string? Algorithm { get; init; }

    public static SigningKey Shared(byte[] secret) => new(secret);

    /// <exception cref="CryptographicException">The parameters are no key, or a weak one.</exception>
    public static SigningKey Rsa(string? id, RSAParameters parameters, string? algorithm = null)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = parameters.Modulus, Exponent = parameters.Exponent });
        return rsa.KeySize >= MinRsaBits
            ? new SigningKey(id, rsa.ExportParameters(includePrivateParameters: false)) { Algorithm = algorithm }
            : throw new CryptographicException($"The key has {rsa.KeySize} bits; {MinRsaBits} are the least.");
    }

    /// <exception cref="CryptographicException">The parameters are no point of the curve.</exception>
    public static SigningKey Curve(string? id, ECParameters parameters, string? algorithm = null)
    {
        using var curve = ECDsa.Create(new ECParameters { Curve = parameters.Curve, Q = parameters.Q });
        return new SigningKey(id, curve.ExportParameters(includePrivateParameters: false), curve.KeySize) { Algorithm = algorithm };
    }

    /// <summary>Whether the key can have made a signature of an algorithm.</summary>
    public bool Fits(SignatureAlgorithm algorithm) =>
        algorithm.Kind == Kind && (Algorithm is null || Algorithm == algorithm.Name) && (Kind != SigningKeyKind.EllipticCurve || algorithm.KeyBits == _bits);

    /// <summary>Checks a signature of an algorithm that <see cref="Fits"/>.</summary>
    public bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        switch (Kind)
        {
            case SigningKeyKind.Rsa:
                using (var rsa = RSA.Create(_rsa))
                {
                    return rsa.VerifyData(data, signature, algorithm.Hash, algorithm.IsPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
                }

            case SigningKeyKind.EllipticCurve:
                using (var curve = ECDsa.Create(_curve))
                {
                    // Both numbers at full length (RFC 7518, section 3.4).
                    return signature.Length == (_bits + 7) / 8 * 2 && curve.VerifyData(data, signature, algorithm.Hash);
                }

            default:
                return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(algorithm.Hash, _secret, data), signature);
        }
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace McpProxy.Signatures;

/// <summary>
/// A key that checks signatures (RFC 7518, section 3). A public key never checks an HMAC, which anybody who has read the key could
/// make. Thread-safe: handles of .NET are for one thread, so each check takes an idle one, or makes one more of the parameters.
/// </summary>
public sealed class SigningKey
{
    private const int MinRsaBits = 2048;

    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
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

    /// <summary>What kind of key it is.</summary>
    public SigningKeyKind Kind { get; }

    /// <summary>The one algorithm that the key is for; null for any that fits.</summary>
    public string? Algorithm { get; init; }

    /// <summary>A secret that both sides have, for HMAC.</summary>
    /// <param name="secret">The secret; its strength is the caller's to check.</param>
    public static SigningKey Shared(byte[] secret) => new(secret);

    /// <summary>A public key of RSA.</summary>
    /// <param name="id">Its <c>kid</c>; null when it has none.</param>
    /// <param name="parameters">The key; private parts are dropped.</param>
    /// <param name="algorithm">The one algorithm that it is for; null for any that fits.</param>
    /// <exception cref="CryptographicException">The parameters are no key, or one of fewer than 2048 bits (RFC 7518, section 3.3).</exception>
    public static SigningKey Rsa(string? id, RSAParameters parameters, string? algorithm = null)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = parameters.Modulus, Exponent = parameters.Exponent });
        return rsa.KeySize >= MinRsaBits
            ? new SigningKey(id, rsa.ExportParameters(includePrivateParameters: false)) { Algorithm = algorithm }
            : throw new CryptographicException($"The key has {rsa.KeySize} bits; {MinRsaBits} are the least.");
    }

    /// <summary>A public key of an elliptic curve.</summary>
    /// <param name="id">Its <c>kid</c>; null when it has none.</param>
    /// <param name="parameters">The key; private parts are dropped.</param>
    /// <param name="algorithm">The one algorithm that it is for; null for any that fits.</param>
    /// <exception cref="CryptographicException">The parameters are no point of the curve.</exception>
    public static SigningKey Curve(string? id, ECParameters parameters, string? algorithm = null)
    {
        using var curve = ECDsa.Create(new ECParameters { Curve = parameters.Curve, Q = parameters.Q });
        return new SigningKey(id, curve.ExportParameters(includePrivateParameters: false), curve.KeySize) { Algorithm = algorithm };
    }

    /// <summary>Whether the key can have made a signature of an algorithm.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public bool Fits(SignatureAlgorithm algorithm) =>
        algorithm.Kind == Kind && (Algorithm is null || Algorithm == algorithm.Name) && (Kind != SigningKeyKind.EllipticCurve || algorithm.Curve?.Oid.Value == _curve.Curve.Oid.Value);

    /// <summary>Checks a signature of an algorithm that <see cref="Fits"/>.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature, as JWS has it.</param>
    public bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (Kind == SigningKeyKind.Shared)
        {
            return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(algorithm.Hash, _secret, data), signature);
        }

        if (!_idle.TryTake(out var handle))
        {
            handle = Kind == SigningKeyKind.Rsa ? RSA.Create(_rsa) : ECDsa.Create(_curve);
        }

        try
        {
            return handle is RSA rsa
                ? rsa.VerifyData(data, signature, algorithm.Hash, algorithm.IsPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
                // Both numbers at full length (RFC 7518, section 3.4).
                : signature.Length == (_bits + 7) / 8 * 2 && ((ECDsa)handle).VerifyData(data, signature, algorithm.Hash);
        }
        finally
        {
            _idle.Add(handle);
        }
    }
}

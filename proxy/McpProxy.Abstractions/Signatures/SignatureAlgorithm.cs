using System.Security.Cryptography;

namespace McpProxy.Signatures;

/// <summary>An algorithm of JWS (RFC 7518, section 3.1). Each fits one kind of key only, so none can be taken for another.</summary>
/// <param name="Name">The value of <c>alg</c>.</param>
/// <param name="Kind">The kind of key.</param>
/// <param name="Hash">The hash function.</param>
public sealed record SignatureAlgorithm(string Name, SigningKeyKind Kind, HashAlgorithmName Hash)
{
    private static readonly SignatureAlgorithm[] All =
    [
        new("RS256", SigningKeyKind.Rsa, HashAlgorithmName.SHA256),
        new("RS384", SigningKeyKind.Rsa, HashAlgorithmName.SHA384),
        new("RS512", SigningKeyKind.Rsa, HashAlgorithmName.SHA512),
        new("PS256", SigningKeyKind.Rsa, HashAlgorithmName.SHA256) { IsPss = true },
        new("PS384", SigningKeyKind.Rsa, HashAlgorithmName.SHA384) { IsPss = true },
        new("PS512", SigningKeyKind.Rsa, HashAlgorithmName.SHA512) { IsPss = true },
        new("ES256", SigningKeyKind.EllipticCurve, HashAlgorithmName.SHA256) { Curve = ECCurve.NamedCurves.nistP256 },
        new("ES384", SigningKeyKind.EllipticCurve, HashAlgorithmName.SHA384) { Curve = ECCurve.NamedCurves.nistP384 },
        new("ES512", SigningKeyKind.EllipticCurve, HashAlgorithmName.SHA512) { Curve = ECCurve.NamedCurves.nistP521 },
        new("HS256", SigningKeyKind.Shared, HashAlgorithmName.SHA256),
        new("HS384", SigningKeyKind.Shared, HashAlgorithmName.SHA384),
        new("HS512", SigningKeyKind.Shared, HashAlgorithmName.SHA512),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => All.Select(a => a.Name);

    /// <summary>The curve that the key is of; null for other kinds of key. Others have keys of the same size.</summary>
    public ECCurve? Curve { get; private init; }

    /// <summary>Whether RSA signs with the padding PSS.</summary>
    public bool IsPss { get; private init; }

    /// <summary>The algorithm of a name, in its exact case; null when there is none: <c>none</c> is none.</summary>
    /// <param name="name">The value of <c>alg</c>.</param>
    public static SignatureAlgorithm? Find(string? name) => Array.Find(All, a => a.Name == name);
}

using Microsoft.IdentityModel.Tokens;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>
/// The algorithms of RFC 7518 that are accepted, by the kind of key: a public key never verifies an HMAC, which anybody who
/// has read it could make.
/// </summary>
internal static class JwtAlgorithms
{
    private static readonly string[] Rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
    private static readonly string[] Curve = ["ES256", "ES384", "ES512"];
    private static readonly string[] Symmetric = ["HS256", "HS384", "HS512"];

    public static IReadOnlyList<string> All { get; } = [.. Rsa, .. Curve, .. Symmetric];

    /// <summary>Whether a key may verify a signature of an algorithm.</summary>
    public static bool Fit(SecurityKey key, string algorithm) => key switch
    {
        SymmetricSecurityKey => Symmetric.Contains(algorithm),
        RsaSecurityKey => Rsa.Contains(algorithm),
        ECDsaSecurityKey => Curve.Contains(algorithm),
        JsonWebKey { Kty: "RSA" } => Rsa.Contains(algorithm),
        JsonWebKey { Kty: "EC" } => Curve.Contains(algorithm),
        _ => false,
    };
}

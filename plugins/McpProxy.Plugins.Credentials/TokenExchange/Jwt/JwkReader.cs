using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>Reads published keys (RFC 7517). Symmetric keys have no business there, and keys of unknown kinds are passed over.</summary>
internal static class JwkReader
{
    /// <summary>The keys of a set; null when it is none.</summary>
    public static IReadOnlyList<JwtKey>? Read(JsonElement set)
    {
        if (set.ValueKind != JsonValueKind.Object || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return [.. keys.EnumerateArray().Select(ReadKey).OfType<JwtKey>()];
    }

    private static JwtKey? ReadKey(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig"))
        {
            return null;
        }

        try
        {
            var read = Text(key, "kty") switch
            {
                "RSA" => JwtKey.OfRsa(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }),
                "EC" when CurveOf(Text(key, "crv")) is { } curve =>
                    JwtKey.OfCurve(new ECParameters { Curve = curve, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } }),
                _ => null,
            };
            return read is null ? null : read.Named(Text(key, "kid"), Text(key, "alg"));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // One key that is of no use must not take the others away.
            return null;
        }
    }

    private static ECCurve? CurveOf(string? name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static byte[]? Bytes(JsonElement key, string name) => Text(key, name) is { } text ? Base64Url.DecodeFromChars(text) : null;

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

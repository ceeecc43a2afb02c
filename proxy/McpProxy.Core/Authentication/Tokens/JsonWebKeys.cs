using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace McpProxy.Authentication.Tokens;

/// <summary>Reads a JWK Set (RFC 7517). Keys that do not check signatures, or that we do not know, are passed over.</summary>
internal static class JsonWebKeys
{
    private const int MostKeys = 100;

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<SigningKey> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys"u8, out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("There is no array 'keys'.");
        }

        return [.. keys.EnumerateArray().Take(MostKeys).Select(Read).OfType<SigningKey>()];
    }

    private static SigningKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig"))
        {
            return null;
        }

        try
        {
            return Text(key, "kty") switch
            {
                "RSA" => SigningKey.Rsa(Text(key, "kid"), new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }, Text(key, "alg")),
                "EC" when CurveOf(Text(key, "crv")) is { } curve =>
                    SigningKey.Curve(Text(key, "kid"), new ECParameters { Curve = curve, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } }, Text(key, "alg")),
                _ => null, // A secret (oct) that everybody can fetch is none.
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException or InvalidOperationException)
        {
            return null; // Another key of the set may be good.
        }
    }

    private static ECCurve? CurveOf(string? name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(Text(key, name) ?? throw new FormatException($"'{name}' is missing."));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace McpProxy.Signatures;

/// <summary>Reads a JWK Set (RFC 7517). Keys that do not check signatures, or that we do not know, are passed over.</summary>
public static class JsonWebKeys
{
    private const int MostKeys = 100;

    /// <summary>Reads a set.</summary>
    /// <param name="json">The set, as UTF-8.</param>
    /// <exception cref="JsonException">It is not JSON, or no set.</exception>
    public static IReadOnlyList<SigningKey> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        return Read(document.RootElement);
    }

    /// <summary>Reads a set that has been parsed.</summary>
    /// <param name="set">The set; of its keys the first hundred are read.</param>
    /// <exception cref="JsonException">It is no set.</exception>
    public static IReadOnlyList<SigningKey> Read(JsonElement set) =>
        set.ValueKind == JsonValueKind.Object && set.TryGetProperty("keys"u8, out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Take(MostKeys).Select(ReadKey).OfType<SigningKey>()]
            : throw new JsonException("There is no array 'keys'.");

    private static SigningKey? ReadKey(JsonElement key)
    {
        try
        {
            if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig"))
            {
                return null;
            }

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

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdsSimulator.Answers;

namespace AdsSimulator.Issuer;

/// <summary>Reads JSON Web Tokens that were signed here.</summary>
internal static class JwtReader
{
    /// <summary>The claims of a token; null when it is none or another key signed it.</summary>
    public static JsonObject? Read(string jwt, SigningKey key)
    {
        try
        {
            return jwt.Split('.') is [var header, var claims, var signature]
                && key.Verify(Parse(header).TextAt("alg"), Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature))
                    ? Parse(claims) as JsonObject
                    : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Parse(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part));
}

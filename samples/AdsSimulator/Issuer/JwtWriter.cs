using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator.Answers;

namespace AdsSimulator.Issuer;

/// <summary>Writes JSON Web Tokens in compact form (RFC 7519, RFC 7515).</summary>
internal static class JwtWriter
{
    /// <summary>A JWT whose signature is the letter <c>x</c>, for readers that do not look at it.</summary>
    public static string WriteUnsigned(JsonObject claims) => $"{Encode(new() { ["alg"] = "HS256", ["typ"] = "JWT" })}.{Encode(claims)}.x";

    /// <summary>A signed JWT.</summary>
    /// <param name="header">With its <c>alg</c>.</param>
    /// <param name="claims">The payload.</param>
    /// <param name="sign">Makes the signature of the ASCII bytes of header and payload; an empty one is allowed.</param>
    public static string Write(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonAnswer.ToText(part)));
}

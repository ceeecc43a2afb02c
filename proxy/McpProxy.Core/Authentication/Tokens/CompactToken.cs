using System.Buffers;
using Base64UrlCoding = System.Buffers.Text.Base64Url;

namespace McpProxy.Authentication.Tokens;

/// <summary>The compact serialization of JWS (RFC 7515, section 3.1) and JWE (RFC 7516), as far as it can be told by looking.</summary>
internal static class CompactToken
{
    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Whether a credential looks like a signed or encrypted token: a JSON header, and three or five parts.</summary>
    public static bool HasForm(ReadOnlySpan<char> text) =>
        text.StartsWith("ey", StringComparison.Ordinal) && text.Count('.') is 2 or 4 && IsBase64Url(text);

    /// <summary>Decodes one part (RFC 7515, section 2).</summary>
    /// <returns>Null when it is none.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> part) => Base64UrlCoding.IsValid(part) ? Base64UrlCoding.DecodeFromChars(part) : null;

    private static bool IsBase64Url(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('.'))
        {
            if (text[part].ContainsAnyExcept(Base64Url))
            {
                return false;
            }
        }

        return true;
    }
}

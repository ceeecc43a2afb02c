using System.Buffers;
using System.Text.Json;
using Base64UrlCoding = System.Buffers.Text.Base64Url;

namespace McpProxy.Signatures;

/// <summary>The compact serialization of JWS (RFC 7515, section 3.1) and JWE (RFC 7516): what can be told of a token before anything of it is believed.</summary>
public static class CompactToken
{
    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Whether a credential looks like a signed or encrypted token: a JSON header, and three or five parts.</summary>
    /// <param name="text">The credential.</param>
    public static bool HasForm(ReadOnlySpan<char> text) =>
        text.StartsWith("ey", StringComparison.Ordinal) && text.Count('.') is 2 or 4 && IsBase64Url(text);

    /// <summary>Decodes one part (RFC 7515, section 2).</summary>
    /// <param name="part">The part, without its dots.</param>
    /// <returns>Null when it is none.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> part) => Base64UrlCoding.IsValid(part) ? Base64UrlCoding.DecodeFromChars(part) : null;

    /// <summary>Reads a part that is JSON: a header, or claims. All of its texts can be read without a failure.</summary>
    /// <param name="part">The part, without its dots.</param>
    /// <returns>The caller's to dispose; null when it is none, is nested deeper than 16 levels, or has a member twice (RFC 8725, section 2.4).</returns>
    public static JsonDocument? Parse(ReadOnlySpan<char> part)
    {
        if (Decode(part) is not { } bytes)
        {
            return null;
        }

        try
        {
            CheckTexts(bytes);
            return JsonDocument.Parse(bytes, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads every text once: half a surrogate pair, or bytes that are not UTF-8, would throw wherever they are read first.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
    }

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

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace McpProxy.Mcp.Wire;

/// <summary>
/// The value of a <c>Mcp-Name</c> or <c>Mcp-Param-*</c> header: visible ASCII and blanks as they are, any other text as
/// <c>=?base64?…?=</c> around its UTF-8 (2026-07-28, streamable HTTP).
/// </summary>
internal static class HeaderText
{
    private const string Prefix = "=?base64?";
    private const string Suffix = "?=";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "\t !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a header value; a plain one is returned as it is.</summary>
    public static bool TryDecode(string raw, [NotNullWhen(true)] out string? text)
    {
        var trimmed = raw.AsSpan().Trim(" \t");
        text = trimmed.Length == raw.Length ? raw : trimmed.ToString();
        if (text.AsSpan().ContainsAnyExcept(Allowed))
        {
            text = null;
            return false;
        }

        var isEncoded = text.Length >= Prefix.Length + Suffix.Length
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.EndsWith(Suffix, StringComparison.Ordinal);
        if (isEncoded)
        {
            text = DecodeBase64(text.AsSpan(Prefix.Length, text.Length - Prefix.Length - Suffix.Length));
        }

        return text is not null;
    }

    /// <summary>The header value of a text: as it is, or encoded when it holds more than a header may, or looks encoded.</summary>
    public static string Encode(string text)
    {
        var isPlain = !text.AsSpan().ContainsAnyExcept(Allowed)
            && text.AsSpan().Trim(" \t").Length == text.Length
            && !(text.StartsWith(Prefix, StringComparison.Ordinal) && text.EndsWith(Suffix, StringComparison.Ordinal));
        return isPlain ? text : $"{Prefix}{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}{Suffix}";
    }

    private static string? DecodeBase64(ReadOnlySpan<char> base64)
    {
        // The framework's decoder skips blanks; a value with blanks is not Base64 here.
        if (base64.ContainsAny(' ', '\t'))
        {
            return null;
        }

        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var length))
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

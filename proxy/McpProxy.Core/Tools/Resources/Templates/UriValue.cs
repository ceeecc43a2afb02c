using System.Text;

namespace McpProxy.Tools.Resources.Templates;

/// <summary>Undoes the percent-encoding of values.</summary>
internal static class UriValue
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a value.</summary>
    /// <returns>Null for a '%' that encodes nothing, for bytes that are no UTF-8, and for half a surrogate pair.</returns>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%') && !text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text.ToString();
        }

        try
        {
            return DecodeBytes(text);
        }
        catch (Exception e) when (e is DecoderFallbackException or EncoderFallbackException)
        {
            return null;
        }
    }

    private static string? DecodeBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        while (!text.IsEmpty)
        {
            var percent = text.IndexOf('%');
            var plain = percent < 0 ? text : text[..percent];
            length += Strict.GetBytes(plain, bytes.AsSpan(length));
            text = text[plain.Length..];
            if (text.IsEmpty)
            {
                break;
            }

            if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
            {
                return null;
            }

            bytes[length++] = Convert.FromHexString(text.Slice(1, 2))[0];
            text = text[3..];
        }

        return Strict.GetString(bytes, 0, length);
    }
}

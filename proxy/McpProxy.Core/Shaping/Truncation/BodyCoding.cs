using System.IO.Compression;
using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>How the bytes of a body become UTF-8.</summary>
/// <param name="Encoding">The content coding, or empty.</param>
/// <param name="Charset">The charset, or null for UTF-8.</param>
internal sealed record BodyCoding(string Encoding, Encoding? Charset)
{
    private static readonly BodyCoding Identity = new("", null);

    /// <summary>Whether the bytes are UTF-8 as they are.</summary>
    public bool IsIdentity => !IsEncoded && Charset is null;

    public bool IsEncoded => Encoding.Length > 0;

    /// <summary>The coding of a body; null when it cannot be undone.</summary>
    public static BodyCoding? TryFind(ICollection<string> encodings, string? charset)
    {
        var encoding = encodings.Count == 0 ? "" : string.Join(',', encodings).Trim().ToLowerInvariant();
        encoding = encoding == "identity" ? "" : encoding;
        if (encoding is not ("" or "gzip" or "x-gzip" or "br" or "deflate"))
        {
            return null;
        }

        if (charset is null or "utf-8" or "utf8" or "us-ascii")
        {
            return encoding.Length == 0 ? Identity : new BodyCoding(encoding, null);
        }

        try
        {
            return new BodyCoding(encoding, System.Text.Encoding.GetEncoding(charset));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Undoes it.</summary>
    public Stream Decode(Stream body)
    {
        Stream decoded = Encoding switch
        {
            "" => body,
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => new GZipStream(body, CompressionMode.Decompress),
        };
        return Charset is null ? decoded : System.Text.Encoding.CreateTranscodingStream(decoded, Charset, System.Text.Encoding.UTF8);
    }
}

using System.IO.Compression;
using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>How the bytes of a body become UTF-8.</summary>
/// <param name="Encodings">The content codings in the order in which they were applied.</param>
/// <param name="Charset">The charset, or null for UTF-8.</param>
internal sealed record BodyCoding(IReadOnlyList<string> Encodings, Encoding? Charset)
{
    /// <summary>As many codings are undone one after the other.</summary>
    private const int MaxEncodings = 3;

    /// <summary>Characters of an unknown coding that an error quotes.</summary>
    private const int MaxNamed = 64;

    private static readonly BodyCoding Identity = new([], null);

    /// <summary>Whether the bytes are UTF-8 as they are.</summary>
    public bool IsIdentity => !IsEncoded && Charset is null;

    public bool IsEncoded => Encodings.Count > 0;

    /// <summary>Whether a content coding can be undone. The framework has no <c>zstd</c>.</summary>
    public static bool CanDecode(ReadOnlySpan<char> encoding) =>
        encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)
        || encoding.Equals("br", StringComparison.OrdinalIgnoreCase) || encoding.Equals("deflate", StringComparison.OrdinalIgnoreCase);

    /// <summary>The coding of a body; null when it cannot be undone.</summary>
    /// <param name="encodings">Values of <c>Content-Encoding</c>.</param>
    /// <param name="charset">The charset in lower case, or null.</param>
    public static BodyCoding? TryFind(IEnumerable<string?> encodings, string? charset)
    {
        List<string>? applied = null;
        foreach (var value in encodings)
        {
            foreach (var encoding in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
                {
                    (applied ??= []).Add(encoding.ToLowerInvariant());
                }
            }
        }

        if (applied is not null && (applied.Count > MaxEncodings || !applied.TrueForAll(e => CanDecode(e))))
        {
            return null;
        }

        if (charset is null or "utf-8" or "utf8" or "us-ascii")
        {
            return applied is null ? Identity : new BodyCoding(applied, null);
        }

        try
        {
            return new BodyCoding(applied ?? [], Encoding.GetEncoding(charset));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException) // UTF-7 is known, and not supported
        {
            return null;
        }
    }

    /// <summary>Undoes it. Reading fails with <see cref="BodyCodingException"/> when the body is damaged or grows too much.</summary>
    /// <param name="body">The body; the result owns it.</param>
    /// <param name="limits">How much it may grow; null for the default.</param>
    public Stream Decode(Stream body, DecodingLimits? limits = null)
    {
        var decoded = IsEncoded ? Decompress(body, limits ?? DecodingLimits.Default) : body;
        return Charset is null ? decoded : Encoding.CreateTranscodingStream(decoded, Charset, Encoding.UTF8);
    }

    /// <summary>The body of an answer in a coding that nobody asked for: reading it fails.</summary>
    /// <param name="body">The body; the result owns it.</param>
    /// <param name="encodings">Values of <c>Content-Encoding</c>.</param>
    public static Stream Refuse(Stream body, IEnumerable<string> encodings)
    {
        var named = string.Join(", ", encodings);
        named = named.Length > MaxNamed ? named[..MaxNamed] : named;
        return new RefusedStream(body, new BodyCodingException(BodyCodingException.Damaged, $"The upstream's answer is in a content coding that was not asked for and cannot be undone: {named}."));
    }

    private DecodedStream Decompress(Stream body, DecodingLimits limits)
    {
        var encoded = new CountedStream(body);
        Stream decoded = encoded;
        foreach (var encoding in Encodings.Reverse())
        {
            decoded = encoding switch
            {
                "br" => new BrotliStream(decoded, CompressionMode.Decompress),
                "deflate" => new ZLibStream(decoded, CompressionMode.Decompress),
                _ => new GZipStream(decoded, CompressionMode.Decompress),
            };
        }

        return new DecodedStream(decoded, encoded, limits);
    }
}

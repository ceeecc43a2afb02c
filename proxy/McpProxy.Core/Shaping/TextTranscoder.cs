using System.Text;
using System.Text.Unicode;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Makes UTF-8 of a text body: by its charset parameter, without byte order mark, with U+FFFD for what no charset explains.</summary>
internal static class TextTranscoder
{
    public static void ToUtf8(string? contentType, ref PooledBuffer body)
    {
        var charset = MediaType.Charset(contentType);
        var source = FindEncoding(charset) ?? DetectMark(body.WrittenSpan);
        if (source is null or UTF8Encoding)
        {
            if (!Utf8.IsValid(body.WrittenSpan))
            {
                Replace(ref body, Encoding.UTF8.GetString(body.WrittenSpan));
            }
            else if (body.WrittenSpan.StartsWith("\uFEFF"u8))
            {
                Replace(ref body, Encoding.UTF8.GetString(body.WrittenSpan[3..]));
            }

            return;
        }

        Replace(ref body, source.GetString(body.WrittenSpan).TrimStart('\uFEFF'));
    }

    private static Encoding? FindEncoding(string? charset)
    {
        if (charset is null or "utf-8" or "us-ascii")
        {
            return null;
        }

        try
        {
            return Encoding.GetEncoding(charset is "windows-1252" ? "iso-8859-1" : charset);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static UnicodeEncoding? DetectMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };

    private static void Replace(ref PooledBuffer body, string text)
    {
        var utf8 = new PooledBuffer(Encoding.UTF8.GetMaxByteCount(text.Length));
        utf8.Advance(Encoding.UTF8.GetBytes(text, utf8.GetSpan()));
        body.Dispose();
        body = utf8;
    }
}

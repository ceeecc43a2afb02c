using System.IO.Compression;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Undoes a content encoding that an upstream applied unasked, within the tool's size limit.</summary>
internal static class ContentDecoder
{
    /// <summary>Decodes the body in place; an outcome says why it could not.</summary>
    public static ToolOutcome? Decode(UpstreamAnswer answer, ref PooledBuffer body)
    {
        var encoding = answer.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is "" or "identity" || body.Length == 0)
        {
            return null;
        }

        using var source = new ReadOnlyBodyStream(body.WrittenMemory);
        using Stream? decoder = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "deflate" => new ZLibStream(source, CompressionMode.Decompress),
            _ => null,
        };
        if (decoder is null)
        {
            return Failure(answer, body, ProxyErrorKind.UpstreamHttp, "unknown_content_encoding", $"The upstream encoded its answer as '{encoding}', which the proxy cannot read.");
        }

        return Decode(answer, decoder, ref body);
    }

    private static ErrorOutcome? Decode(UpstreamAnswer answer, Stream decoder, ref PooledBuffer body)
    {
        var limit = answer.Tool.Response.MaxBytes;
        var decoded = new PooledBuffer(Math.Min(limit, body.Length * 4));
        try
        {
            int read;
            while ((read = decoder.Read(decoded.GetSpan(4096))) > 0)
            {
                decoded.Advance(read);
                if (decoded.Length > limit)
                {
                    decoded.Dispose();
                    return Failure(answer, body, ProxyErrorKind.ResponseTooLarge, "response_too_large", $"The decoded answer to {answer.Tool.Name} is larger than the limit of {limit} bytes.");
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            decoded.Dispose();
            return Failure(answer, body, ProxyErrorKind.UpstreamHttp, "bad_content_encoding", "The upstream's compressed answer is damaged.");
        }

        body.Dispose();
        body = decoded;
        return null;
    }

    private static ErrorOutcome Failure(UpstreamAnswer answer, PooledBuffer body, ProxyErrorKind kind, string code, string message)
    {
        body.Dispose();
        return new ErrorOutcome(new ProxyError(kind, code, message) { Status = answer.Status }, answer.RequestId, declaresOutput: !answer.Tool.Definition.OutputSchema.IsEmpty);
    }
}

using System.Net;

namespace McpProxy.Shaping.Truncation;

/// <summary>An upstream's body, shortened while it is read.</summary>
/// <param name="body">The body.</param>
/// <param name="coding">How it is coded; null when that cannot be undone, and reading fails.</param>
/// <param name="limits">How much it may grow when it is decoded.</param>
/// <param name="answer">The exchange.</param>
/// <param name="time">The clock.</param>
internal sealed class TruncatedContent(HttpContent body, BodyCoding? coding, DecodingLimits limits, TruncatedAnswer answer, TimeProvider time) : HttpContent
{
    private bool _isRead;

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        var stream = await body.ReadAsStreamAsync(cancellationToken);
        _isRead = true;
        return new TruncatingStream(coding is null ? BodyCoding.Refuse(stream, body.Headers.ContentEncoding) : coding.Decode(stream, limits), answer, time);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var content = await CreateContentReadStreamAsync();
        await content.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            if (!_isRead)
            {
                answer.Rest?.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}

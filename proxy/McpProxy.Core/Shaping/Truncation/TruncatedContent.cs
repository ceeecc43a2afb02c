using System.Net;

namespace McpProxy.Shaping.Truncation;

/// <summary>An upstream's body, shortened while it is read.</summary>
internal sealed class TruncatedContent(HttpContent body, BodyCoding coding, TruncatedAnswer answer, TimeProvider time) : HttpContent
{
    private bool _isRead;

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        var decoded = coding.Decode(await body.ReadAsStreamAsync(cancellationToken));
        _isRead = true;
        return new TruncatingStream(decoded, answer, time);
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

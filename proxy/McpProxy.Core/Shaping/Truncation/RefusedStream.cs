namespace McpProxy.Shaping.Truncation;

/// <summary>A body that cannot be read; the first read says why.</summary>
internal sealed class RefusedStream(Stream body, BodyCodingException reason) : ForwardStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(reason);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}

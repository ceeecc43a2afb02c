namespace McpProxy.Shaping;

/// <summary>Keeps a body as it comes.</summary>
internal sealed class PlainSink(int limit, long? announced) : BufferSink(limit, announced)
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        TryKeep(bytes.Span) ? default : ValueTask.FromException(new BodyRefusedException());

    public override ValueTask FinishAsync(CancellationToken cancellationToken) => default;
}

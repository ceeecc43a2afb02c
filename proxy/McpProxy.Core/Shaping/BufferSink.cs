using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Keeps a body in memory up to a limit.</summary>
internal sealed class BufferSink(int limit, long? announced) : IBodySink
{
    /// <summary>The body so far.</summary>
    public PooledBuffer Buffer { get; } = new(announced is > 0 && announced <= limit ? (int)announced : 4096);

    /// <summary>Whether the body went over the limit; <see cref="Buffer"/> then holds its beginning.</summary>
    public bool TooLarge { get; private set; }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var room = limit - Buffer.Length;
        if (bytes.Length <= room)
        {
            Buffer.Write(bytes.Span);
            return default;
        }

        TooLarge = true;
        Buffer.Write(bytes.Span[..room]);
        return ValueTask.FromException(new BodyRefusedException());
    }

    public void Dispose() => Buffer.Dispose();
}

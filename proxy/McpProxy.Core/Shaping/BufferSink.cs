using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Keeps a body in memory up to a limit.</summary>
internal abstract class BufferSink(int limit, long? announced) : IBodySink
{
    /// <summary>The body so far.</summary>
    public PooledBuffer Buffer { get; } = new(announced is > 0 && announced <= limit ? (int)announced : 4096);

    /// <summary>Whether the body went over the limit; <see cref="Buffer"/> then holds its beginning.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Why the body cannot be used, besides its size; null when it can.</summary>
    public virtual BodyProblem? Problem => null;

    public virtual bool Refused => TooLarge;

    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    public abstract ValueTask FinishAsync(CancellationToken cancellationToken);

    public virtual void Dispose() => Buffer.Dispose();

    /// <summary>Keeps bytes.</summary>
    /// <returns>Whether there was room for all of them.</returns>
    protected bool TryKeep(ReadOnlySpan<byte> bytes)
    {
        var room = limit - Buffer.Length;
        TooLarge |= bytes.Length > room;
        Buffer.Write(bytes[..Math.Min(bytes.Length, room)]);
        return !TooLarge;
    }
}

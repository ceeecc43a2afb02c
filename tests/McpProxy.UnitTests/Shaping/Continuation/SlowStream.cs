namespace McpProxy.UnitTests.Shaping.Continuation;

/// <summary>Gives its bytes in pieces of at most a given size.</summary>
internal sealed class SlowStream(byte[] bytes, int piece) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
}

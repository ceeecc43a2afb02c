namespace McpProxy.Mcp.Bridge;

/// <summary>The body of an answer, read under two bounds: the size of one message, and the silence between two reads.</summary>
internal sealed class AnswerStream(Stream inner, int maxMessageBytes, Silence silence) : Stream
{
    private int _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A message is complete; the next one has the whole size again.</summary>
    public void NextMessage() => _read = 0;

    /// <summary>Reads one message that is the whole body.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var whole = new MemoryStream();
        await CopyToAsync(whole, silence.Token);
        return whole.ToArray();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, silence.Token);
        silence.Break();
        _read += read;
        return _read <= maxMessageBytes ? read : throw new BridgeException($"The server sent a message of more than {maxMessageBytes} bytes.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}

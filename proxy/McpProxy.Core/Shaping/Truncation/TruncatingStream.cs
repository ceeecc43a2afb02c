using System.Buffers;

namespace McpProxy.Shaping.Truncation;

/// <summary>Reads a body and gives it on shortened.</summary>
internal sealed class TruncatingStream(Stream source, TruncatedAnswer answer, TimeProvider time) : Stream
{
    private const int PieceLength = 64 * 1024;

    /// <summary>While nothing is kept for so long, a space or the like tells everyone on the way that the answer goes on.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly ITruncator _truncator = answer.Begin();
    private byte[]? _piece = ArrayPool<byte>.Shared.Rent(PieceLength);
    private long _lastByte = time.GetTimestamp();
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!TryTake(buffer, out _))
        {
            if (_ended || buffer.IsEmpty)
            {
                return 0;
            }

            var read = await ReadPieceAsync(cancellationToken);
            if (answer.Rest is { } rest)
            {
                await rest.TakeAsync(_piece.AsMemory(0, read));
                Give(read);
                await (_ended ? rest.EndAsync(_truncator is { IsTruncated: true, MalformedAt: null }) : default);
                continue;
            }

            Give(read);
        }

        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _piece, null) is { } piece)
        {
            ArrayPool<byte>.Shared.Return(piece);
            _truncator.Dispose();
            source.Dispose();
            if (!_ended)
            {
                answer.Rest?.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadPieceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(_piece, cancellationToken);
        }
        catch (BodyCodingException e)
        {
            answer.Fail(e);
            throw;
        }
    }

    private bool TryTake(Memory<byte> buffer, out int length)
    {
        length = answer.Gathers && !_ended ? 0 : Math.Min(buffer.Length, _truncator.Ready.Length);
        return length > 0;
    }

    private int Take(Memory<byte> buffer)
    {
        TryTake(buffer, out var length);
        _truncator.Ready[..length].CopyTo(buffer);
        _truncator.Release(length);
        _lastByte = time.GetTimestamp();
        return length;
    }

    private void Give(int read)
    {
        if (read == 0)
        {
            _truncator.Complete();
        }
        else
        {
            _truncator.Write(_piece.AsSpan(0, read));
        }

        if (_truncator.IsFailed)
        {
            throw answer.Fail(_truncator.MalformedAt ?? 0);
        }

        _ended = read == 0 || _truncator.IsDone;
        if (_ended && _truncator.Notice is { } notice)
        {
            answer.Tell(notice);
        }

        if (_ended && answer.Gathers)
        {
            answer.Announce(_truncator.Ready.Length);
        }
        else if (!_ended && time.GetElapsedTime(_lastByte) > Silence)
        {
            _truncator.Pad();
        }
    }
}

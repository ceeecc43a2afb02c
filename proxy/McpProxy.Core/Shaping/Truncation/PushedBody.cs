using System.Buffers;
using System.IO.Pipelines;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Decodes a body that comes in pieces, although decoders read from streams: a pipe lies between, and the reading goes on
/// inside each write, on the same thread, until it needs more.
/// </summary>
internal sealed class PushedBody : IDisposable
{
    private const int PieceLength = 64 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    private readonly Func<ReadOnlyMemory<byte>, ValueTask<bool>> _take;
    private readonly Task _reading;
    private bool _isWanted = true;

    /// <param name="coding">How it is coded.</param>
    /// <param name="take">Takes what is decoded, and says whether it wants more.</param>
    public PushedBody(BodyCoding coding, Func<ReadOnlyMemory<byte>, ValueTask<bool>> take)
    {
        _take = take;
        _reading = ReadAsync(coding);
    }

    /// <summary>Whether it could not be decoded.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <returns>Whether more is wanted.</returns>
    public async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _pipe.Writer.WriteAsync(bytes, cancellationToken);
        return _isWanted;
    }

    /// <summary>Says that the body has ended, and waits until all of it was taken.</summary>
    public async ValueTask CompleteAsync()
    {
        await _pipe.Writer.CompleteAsync();
        await _reading;
    }

    public void Dispose()
    {
        _isWanted = false;
        _pipe.Writer.Complete();
    }

    private async Task ReadAsync(BodyCoding coding)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            await using var decoded = coding.Decode(_pipe.Reader.AsStream());
            int read;
            while (_isWanted && (read = await decoded.ReadAsync(piece)) > 0 && _isWanted)
            {
                _isWanted = await _take(piece.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            IsDamaged = true;
            _isWanted = false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            await _pipe.Reader.CompleteAsync();
        }
    }
}

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
    /// <param name="limits">How much it may grow when it is decoded.</param>
    /// <param name="take">Takes what is decoded, and says whether it wants more.</param>
    public PushedBody(BodyCoding coding, DecodingLimits limits, Func<ReadOnlyMemory<byte>, ValueTask<bool>> take)
    {
        _take = take;
        _reading = ReadAsync(coding, limits);
    }

    /// <summary>Why it could not be decoded; null while it can.</summary>
    public BodyProblem? Problem { get; private set; }

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

    private async Task ReadAsync(BodyCoding coding, DecodingLimits limits)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            await using var decoded = coding.Decode(_pipe.Reader.AsStream(), limits);
            int read;
            while (_isWanted && (read = await decoded.ReadAsync(piece)) > 0 && _isWanted)
            {
                _isWanted = await _take(piece.AsMemory(0, read));
            }
        }
        catch (BodyCodingException e)
        {
            Problem = new BodyProblem(e.Code, e.Message, e.Kind);
            _isWanted = false;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            Problem = new BodyProblem(BodyCodingException.Damaged, "The upstream's compressed answer is damaged.");
            _isWanted = false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            await _pipe.Reader.CompleteAsync();
        }
    }
}

namespace McpProxy.Shaping.Truncation;

/// <summary>Keeps of a body in text or rows what its limits leave, while it arrives: memory is needed for what is kept only.</summary>
internal sealed class LimitingSink : BufferSink
{
    private readonly ITruncator _truncator;
    private readonly Action<string> _tell;
    private readonly PushedBody? _coded;
    private bool _hasEnough;

    /// <param name="truncator">Leaves out what is too much.</param>
    /// <param name="limit">Bytes that may be kept.</param>
    /// <param name="coding">How the body is coded.</param>
    /// <param name="decoding">How much it may grow when it is decoded.</param>
    /// <param name="tell">Is told at the end what was left out, if the body cannot say it.</param>
    public LimitingSink(ITruncator truncator, int limit, BodyCoding coding, DecodingLimits decoding, Action<string> tell)
        : base(limit, announced: null)
    {
        _truncator = truncator;
        _tell = tell;
        _coded = coding.IsIdentity ? null : new PushedBody(coding, decoding, b => ValueTask.FromResult(TryTake(b.Span)));
    }

    public override BodyProblem? Problem => _coded?.Problem;

    public override bool Refused => TooLarge || _hasEnough || _coded is { Problem: not null };

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!(_coded is null ? TryTake(bytes.Span) : await _coded.TryWriteAsync(bytes, cancellationToken)))
        {
            throw new BodyRefusedException();
        }
    }

    public override async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (_coded is not null)
        {
            await _coded.CompleteAsync();
        }

        _truncator.Complete();
        Keep();
        if (_truncator.Notice is { } notice)
        {
            _tell(notice);
        }

        _truncator.Dispose();
    }

    public override void Dispose()
    {
        _coded?.Dispose();
        _truncator.Dispose();
        base.Dispose();
    }

    /// <summary>Takes a piece of the body, decoded.</summary>
    /// <returns>Whether more of it is wanted.</returns>
    private bool TryTake(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return true;
        }

        _truncator.Write(bytes);
        _hasEnough = _truncator.IsDone;
        return Keep() && !_hasEnough;
    }

    private bool Keep()
    {
        var ready = _truncator.Ready;
        var fits = TryKeep(ready.Span);
        _truncator.Release(ready.Length);
        return fits;
    }
}

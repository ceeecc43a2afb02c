using McpProxy.Shaping.Continuation;

namespace McpProxy.Shaping.Truncation;

/// <summary>Keeps of a JSON body what its limits leave, while it arrives: memory is needed for what is kept only.</summary>
internal sealed class TruncatingSink : BufferSink
{
    private readonly JsonTruncator _truncator;
    private readonly PushedBody? _coded;
    private readonly TextTruncator? _text;
    private readonly RestOfAnswer? _rest;
    private readonly bool _givesToRest;
    private readonly Action<string> _tell;
    private bool? _isJson;
    private bool _isBinary;
    private bool _hasEnough;

    /// <param name="rules">What is kept.</param>
    /// <param name="limit">Bytes that may be kept.</param>
    /// <param name="coding">How the body is coded.</param>
    /// <param name="decoding">How much it may grow when it is decoded.</param>
    /// <param name="isJson">Whether the upstream says that it is JSON; else its first character decides.</param>
    /// <param name="text">What is kept of it when it is text and no JSON; null for all.</param>
    /// <param name="tell">Is told what was left out of such text.</param>
    /// <param name="rest">The whole body, if it is kept.</param>
    /// <param name="givesToRest">Whether it has to be given the bytes.</param>
    /// <param name="relay">What the route cut before.</param>
    /// <param name="page">The page that is wanted of its lists.</param>
    public TruncatingSink(
        TruncationRules rules, int limit, BodyCoding coding, DecodingLimits decoding, bool isJson, TextLimits? text, Action<string> tell,
        RestOfAnswer? rest = null, bool givesToRest = false, NoteRelay? relay = null, AnswerPage? page = null)
        : base(limit, announced: null)
    {
        _truncator = new JsonTruncator(rules, rest, inherits: relay, page: page);
        _text = isJson || text is null ? null : new TextTruncator(text);
        _tell = tell;
        _rest = rest;
        _givesToRest = givesToRest;
        _coded = coding.IsIdentity ? null : new PushedBody(coding, decoding, TryTakeAsync);
        _isJson = isJson ? true : null;
    }

    public override BodyProblem? Problem =>
        _coded?.Problem is { } problem ? problem
        : _truncator.IsFailed ? new BodyProblem("malformed_json", $"The upstream's answer is not valid JSON from byte {_truncator.MalformedAt} on.")
        : null;

    public override bool Refused => TooLarge || _hasEnough || _coded is { Problem: not null };

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!(_coded is null ? await TryTakeAsync(bytes) : await _coded.TryWriteAsync(bytes, cancellationToken)))
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

        if (_isJson == true)
        {
            _truncator.Complete();
            Keep();
        }

        else if (_isJson == false && _text is not null)
        {
            _text.Complete();
            KeepText(_text);
            if (_text.Notice is { } notice)
            {
                _tell(notice);
            }
        }

        if (_rest is not null)
        {
            await _rest.EndAsync(isCut: _truncator is { IsTruncated: true, MalformedAt: null } && !Refused);
        }

        _text?.Dispose();
        _truncator.Dispose();
    }

    public override void Dispose()
    {
        _text?.Dispose();
        _rest?.Dispose();
        _coded?.Dispose();
        _truncator.Dispose();
        base.Dispose();
    }

    /// <summary>Takes a piece of the body, decoded.</summary>
    /// <returns>Whether more of it is wanted.</returns>
    private ValueTask<bool> TryTakeAsync(ReadOnlyMemory<byte> bytes) => _givesToRest ? TryTakeAllAsync(bytes) : ValueTask.FromResult(TryTake(bytes));

    private async ValueTask<bool> TryTakeAllAsync(ReadOnlyMemory<byte> bytes)
    {
        await _rest!.TakeAsync(bytes); // there is one to give to
        return TryTake(bytes);
    }

    private bool TryTake(ReadOnlyMemory<byte> bytes)
    {
        _isJson ??= LooksLikeJson(bytes.Span);
        if (_isJson == false)
        {
            return _text is null ? TryKeep(bytes.Span) : TryTakeText(_text, bytes.Span);
        }

        _truncator.Write(bytes.Span);
        _hasEnough = _truncator.IsDone;
        return Keep() && !_hasEnough;
    }

    private bool TryTakeText(TextTruncator text, ReadOnlySpan<byte> bytes)
    {
        // Nobody says that it is text: a zero at its beginning says that it is not.
        _isBinary |= Buffer.Length == 0 && bytes.Contains((byte)0);
        if (_isBinary || bytes.IsEmpty)
        {
            return TryKeep(bytes);
        }

        text.Write(bytes);
        _hasEnough = text.IsDone;
        return KeepText(text) && !_hasEnough;
    }

    private bool KeepText(TextTruncator text)
    {
        var ready = text.Ready;
        var fits = TryKeep(ready.Span);
        text.Release(ready.Length);
        return fits;
    }

    private bool Keep()
    {
        var ready = _truncator.IsFailed ? default : _truncator.Ready;
        _truncator.Release(ready.Length);
        return TryKeep(ready.Span);
    }

    /// <summary>Whether a body of unknown type begins as JSON does that has something to leave out; null while nothing has come.</summary>
    private static bool? LooksLikeJson(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimStart(" \t\r\n\uFEFF"u8);
        return text.IsEmpty ? null : text[0] is (byte)'{' or (byte)'[';
    }
}

using McpProxy.Shaping.Json;

namespace McpProxy.Shaping.Truncation;

/// <summary>The part that leaves things out.</summary>
internal sealed partial class JsonTruncator
{
    /// <summary>Leaves out the current child of the top frame.</summary>
    private void DropChild(ReadOnlySpan<byte> bytes, int at)
    {
        _kept.DropChild(bytes, at);
        _mode = Mode.SkipValue;
    }

    private void SkipValue(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (_mode == Mode.SkipContainer)
        {
            EndSkipped(_skip.Skip(bytes, ref at), bytes, at);
            return;
        }

        var from = at;
        var read = _grammar.Next(bytes, ref at);
        _stringLength += at - from;
        switch (read)
        {
            case JsonEvent.Malformed:
                Fail(bytes, at);
                break;
            case JsonEvent.Opened:
                var isArray = bytes[at - 1] == '[';
                _skip = new ContainerSkip(_grammar, _rules.CheckSkipped, isArray, 1, isArray ? 0 : 1, 0);
                _mode = Mode.SkipContainer;
                break;
            case JsonEvent.Scalar when _mode == Mode.SkipString:
                _mode = Mode.Keep;
                _notes.String(_frames, _stringLength - 1, _stringKept);
                _kept.CopyFrom(at);
                EndChild(bytes, at);
                break;
            case JsonEvent.Scalar:
                _mode = Mode.Keep;
                break;
        }
    }

    private bool EndSkipped(TextProgress progress, ReadOnlySpan<byte> bytes, int at)
    {
        if (progress == TextProgress.Malformed)
        {
            Fail(bytes, at);
        }
        else if (progress == TextProgress.Ended)
        {
            _mode = Mode.Keep;
            return true;
        }

        return false;
    }

    private void CutString(ReadOnlySpan<byte> bytes, int at)
    {
        if (_kept.At(at) + _grammar.Depth + 1 >= _rules.MaxBytes)
        {
            if (FindSacrifice() >= 0)
            {
                Exhaust(bytes, at, 0, 0);
                return;
            }

            _exhausted = true;
        }

        _kept.MarkCut();
        _stringLength = _kept.At(at) - _valueStart - 1;
        _kept.CopyTo(bytes, at);
        _kept.ReturnTo(_kept.End - _grammar.Pending);
        _stringKept = _kept.End - _valueStart - 1;
        _kept.Write("\""u8);
        _kept.StopCopying();
        _mode = Mode.SkipString;
    }

    /// <summary>The outermost array that can end with a whole element: an element less is worth more than a part of one.</summary>
    private int FindSacrifice()
    {
        for (var i = 0; i < _frames.Count; i++)
        {
            if (_frames[i].IsArray && _frames[i].Kept > 0 && _kept.CanReturnTo(_frames[i].Saved))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Nothing more fits: what is not whole goes, and the rest of everything open is skipped.</summary>
    /// <param name="bytes">The piece.</param>
    /// <param name="at">Where in it.</param>
    /// <param name="open">Containers that were opened without becoming a frame.</param>
    /// <param name="openObjects">How many of them are objects.</param>
    private void Exhaust(ReadOnlySpan<byte> bytes, int at, int open, int openObjects)
    {
        _exhausted = true;
        var target = FindSacrifice();
        target = target < 0 ? _frames.Count - 1 : target;
        if (!_kept.CanReturnTo(_frames[target].Saved))
        {
            Fail(bytes, at);
            return;
        }

        for (var i = target; i < _frames.Count; i++)
        {
            open++;
            openObjects += _frames[i].IsArray ? 0 : 1;
        }

        if (target < _frames.Count - 1)
        {
            _frames.PopTo(target + 1);
        }

        BeginSkip(bytes, at, open, openObjects);
    }

    /// <summary>Leaves out the rest of the top frame, beginning with a child that can be taken back.</summary>
    private void BeginSkip(ReadOnlySpan<byte> bytes, int at, int open, int openObjects)
    {
        _kept.DropChild(bytes, at);
        _kept.MarkCut();
        ref var frame = ref _frames.Top;
        if (frame.Level == 0)
        {
            _kept.MarkListCut(); // The list that a cursor goes on with may be among what is left out of this object.
        }
        else if (frame is { IsArray: true, Level: 1 })
        {
            _kept.MarkListCut();
            _notes.CutAt(frame.Begun - 1);
        }

        _skip = new ContainerSkip(_grammar, _rules.CheckSkipped, frame.IsArray, open, openObjects, frame.Begun);
        _mode = Mode.SkipRest;
        if (!_rules.Count && (_exhausted || _frames.Count == 1))
        {
            CloseEverything();
        }
    }

    private void SkipRest(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (!EndSkipped(_skip.Skip(bytes, ref at), bytes, at))
        {
            return;
        }

        _notes.Children(_frames, _skip.Children, _frames.Top.Kept);
        if (_frames.Count == 1)
        {
            _kept.CloseRoot();
            _kept.CopyFrom(at);
            return;
        }

        _kept.CopyFrom(at - 1);
        _frames.Pop();
        EndChild(bytes, at);
    }

    /// <summary>Ends the output where it stands.</summary>
    private void CloseEverything()
    {
        _kept.StopCopying();
        if (_mode == Mode.SkipRest)
        {
            _notes.Children(_frames, _skip.Children, _frames.Top.Kept);
        }

        while (_frames.Count > 1)
        {
            _kept.Write([_frames.Top.Closing]);
            _frames.Pop();
            _kept.EndChild(_kept.End);
        }

        _kept.CloseRoot();
        _mode = Mode.Done;
    }
}

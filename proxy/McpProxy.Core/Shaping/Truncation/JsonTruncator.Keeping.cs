namespace McpProxy.Shaping.Truncation;

/// <summary>The part that decides about each name and value whether it is kept.</summary>
internal sealed partial class JsonTruncator
{
    private void OnName(ReadOnlySpan<byte> bytes, int at)
    {
        ref var frame = ref _frames.Top;
        frame.Begun++;
        if (_exhausted || frame.Kept >= frame.Limit)
        {
            BeginSkip(bytes, at, 1, 1);
            return;
        }

        EnterMember(ref frame);
        var isCursor = (_childPaths & _rules.Cursors) != 0;
        if (_childSelected == JsonSelection.Nothing || (_childPaths & _rules.Omitted) != 0)
        {
            DropChild(bytes, at);
        }
        else if (isCursor && _kept.IsListCut)
        {
            _notes.Withheld(_frames);
            DropChild(bytes, at);
        }
        else
        {
            BeginMember(at, isCursor);
        }
    }

    /// <summary>Finds where paths and selection stand at the current member of an object.</summary>
    private void EnterMember(ref TruncationFrame frame)
    {
        if (frame is { Paths: 0, Selected: JsonSelection.All })
        {
            (_childPaths, _childSelected) = (0, JsonSelection.All);
            return;
        }

        var name = _frames.PlainName();
        if ((frame.Paths & _rules.AddedBefore) != 0)
        {
            NoteMet(ref frame, name);
        }

        _childPaths = frame.Paths == 0 ? 0 : _rules.Paths.EnterMember(frame.Paths, name);
        _childSelected = frame.Selected == JsonSelection.All ? JsonSelection.All : _rules.Selection!.Enter(frame.Selected, name);
    }

    private void BeginMember(int at, bool isCursor)
    {
        if (_frames.Count == 1)
        {
            _notes.Met(_frames.Name);
        }

        _kept.BeginChild(at, _frames.Name);
        if (isCursor)
        {
            _kept.BeginCursor();
        }
    }

    /// <summary>A value begins, but is not read yet.</summary>
    private void OnValue(ReadOnlySpan<byte> bytes, int at)
    {
        var isScalar = bytes[at] is not ((byte)'{' or (byte)'[');
        if (_frames.Count == 0)
        {
            _childPaths = _rules.Paths.Start;
            _childSelected = _rules.Selection is null ? JsonSelection.All : JsonSelection.Root;
            _kept.BeginRoot(at, bytes[at]);
        }
        else if (_frames.Top.IsArray && !TryBeginElement(bytes, at, isScalar))
        {
            return;
        }

        if (isScalar && _childSelected >= 0)
        {
            // Members of it are wanted, and it has none.
            DropScalar(bytes, at);
            return;
        }

        _valueStart = _kept.At(at);
        _mends = bytes[at] == 'n' && (_childPaths & _rules.NullAsEmpty) != 0;
        _beginsString = bytes[at] == '"';
        if (_beginsString)
        {
            _stringEnd = Math.Min(_valueStart + 1 + _rules.BytesOfString(_childPaths), _rules.MaxBytes - _grammar.Depth - 1);
            if (_stringEnd <= _valueStart && _frames.Count > 0)
            {
                // Not even an empty string fits.
                _beginsString = false;
                Exhaust(bytes, at, 0, 0);
            }
        }
    }

    private bool TryBeginElement(ReadOnlySpan<byte> bytes, int at, bool isScalar)
    {
        ref var frame = ref _frames.Top;
        frame.Begun++;
        if (frame.Begun <= frame.Skip && !_exhausted)
        {
            DropChild(bytes, at);
            _kept.MarkCut();
            return false;
        }

        if (_exhausted || frame.Kept >= frame.Limit || _items >= _rules.MaxTotalItems)
        {
            BeginSkip(bytes, at, 1, 0);
            return false;
        }

        _childPaths = frame.Paths == 0 ? 0 : _rules.Paths.EnterElement(frame.Paths);
        _childSelected = frame.Selected;
        if ((isScalar && _childSelected >= 0) || (_childPaths & _rules.Omitted) != 0)
        {
            DropChild(bytes, at);
            return false;
        }

        _items++;
        _kept.BeginChild(at, default);
        return true;
    }

    private void DropScalar(ReadOnlySpan<byte> bytes, int at)
    {
        if (_frames.Count > 0)
        {
            DropChild(bytes, at);
            return;
        }

        _kept.CopyTo(bytes, at);
        _kept.Replace(_kept.End, "null"u8);
        _kept.StopCopying();
        _mode = Mode.SkipValue;
    }

    private void OnOpened(ReadOnlySpan<byte> bytes, int at)
    {
        var isArray = bytes[at - 1] == '[';
        if (_frames.Count > 0 && _kept.At(at) + _grammar.Depth > _rules.MaxBytes)
        {
            Exhaust(bytes, at, 1, isArray ? 0 : 1);
            return;
        }

        var level = (_frames.Count == 0 ? 0 : _frames.Top.Level) + (isArray ? 1 : 0);
        var page = isArray && level == 1 ? _page : null;
        _frames.Push(new TruncationFrame
        {
            IsArray = isArray,
            Level = level,
            Limit = _grammar.Depth > _rules.MaxDepth ? 0 : isArray ? Math.Min(_rules.ItemsOf(_childPaths, level), page?.Limit ?? long.MaxValue) : TruncationRules.Unlimited,
            Skip = page?.Skip ?? 0,
            Paths = _childPaths,
            Selected = _childSelected,
            Saved = _kept.At(at),
        });
    }

    private void OnScalar(ReadOnlySpan<byte> bytes, int at)
    {
        if (_mends)
        {
            _kept.CopyTo(bytes, at);
            _kept.Replace(_valueStart, "\"\""u8);
            _mends = false;
        }

        EndChild(bytes, at);
    }

    private void OnClosed(ReadOnlySpan<byte> bytes, int at)
    {
        if ((_frames.Top.Paths & _rules.AddedBefore) != 0 && !_frames.Top.IsArray)
        {
            AddMissing(bytes, at - 1);
        }

        if (!_kept.IsCopying)
        {
            _kept.CopyFrom(at - 1);
        }

        if (_kept.At(at) + _grammar.Depth > _rules.MaxBytes)
        {
            // Room for the bracket is there; white space before it is not worth a child.
            _kept.CopyTo(bytes, at - 1);
            _kept.Replace(_frames.Top.Saved, default);
        }

        if (_frames.Top is { Skip: > 0, Begun: > 0 })
        {
            _notes.Children(_frames, _frames.Top.Begun, _frames.Top.Kept);
        }

        if (_frames.Count > 1)
        {
            _frames.Pop();
            EndChild(bytes, at);
            return;
        }

        _kept.CopyTo(bytes, at - 1);
        _kept.CloseRoot();
        _kept.CopyFrom(at);
    }

    /// <summary>A child of the top frame is whole, or the root is.</summary>
    private void EndChild(ReadOnlySpan<byte> bytes, int at)
    {
        var end = _kept.At(at);
        if (!_exhausted && end + _grammar.Depth > _rules.MaxBytes && _frames.Count > 0)
        {
            Exhaust(bytes, at, 0, 0);
        }
        else if (_frames.Count > 0)
        {
            _kept.EndChild(end);
        }
    }
}

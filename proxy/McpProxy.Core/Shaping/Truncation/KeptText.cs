namespace McpProxy.Shaping.Truncation;

/// <summary>
/// The output of a truncator: what is copied from the pieces, what can still be taken back, and what is written beside it.
/// Positions in it count from its first byte.
/// </summary>
internal sealed class KeptText : IDisposable
{
    private readonly TruncationRules _rules;
    private readonly TruncationFrames _frames;
    private readonly TruncationNotes _notes;
    private readonly TruncationOutput _output = new();
    private readonly HeldCursors _cursors;
    private readonly RootWrapper _wrapper;
    private int _copyFrom;
    private bool _missingFound;
    private long _cursorStart = long.MaxValue;

    public KeptText(TruncationRules rules, TruncationFrames frames, TruncationNotes notes)
    {
        _rules = rules;
        _frames = frames;
        _notes = notes;
        _cursors = new HeldCursors(_output, frames, notes);
        _wrapper = new RootWrapper(_output);
    }

    /// <summary>Whether it differs from the text.</summary>
    public bool IsModified { get; private set; }

    /// <summary>Whether elements of a list were cut: of an array that is in no other array.</summary>
    public bool IsListCut { get; private set; }

    /// <summary>Whether what is read is copied.</summary>
    public bool IsCopying => _copyFrom >= 0;

    /// <summary>The position behind what has been written or copied, without what is still to be copied from the piece.</summary>
    public long End => _output.Position;

    /// <summary>Whether more is held back than may be.</summary>
    public bool IsOverfull => _output.Held > _rules.MaxHeld;

    /// <summary>How much is held back.</summary>
    public int Held => _output.Held;

    /// <summary>The position of what stands at an index of the piece.</summary>
    public long At(int at) => _output.Position + (_copyFrom < 0 ? 0 : at - _copyFrom);

    /// <summary>Begins a piece.</summary>
    public void BeginPiece() => _copyFrom = Math.Min(_copyFrom, 0);

    /// <summary>Copies what was read.</summary>
    public void CopyTo(ReadOnlySpan<byte> bytes, int at)
    {
        if (_copyFrom >= 0 && at > _copyFrom)
        {
            _output.Write(bytes[_copyFrom..at]);
            _copyFrom = at;
        }
    }

    /// <summary>What is read from here on is not copied.</summary>
    public void StopCopying() => _copyFrom = -1;

    /// <summary>What is read from an index of the piece on is copied.</summary>
    public void CopyFrom(int at) => _copyFrom = at;

    /// <summary>Begins a child where copying had stopped: the comma between what is kept may have been left out.</summary>
    public void BeginChild(int at, ReadOnlySpan<byte> name)
    {
        if (_copyFrom >= 0)
        {
            return;
        }

        if (_frames.Top.Kept > 0)
        {
            _output.WriteByte((byte)',');
        }

        _output.Write(name);
        _copyFrom = at;
    }

    public void Write(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    public bool CanReturnTo(long position) => _output.CanReturnTo(position);

    public void ReturnTo(long position)
    {
        _output.ReturnTo(position);
        _cursors.ReturnTo(position);
    }

    /// <summary>Replaces what was written behind a position.</summary>
    public void Replace(long position, ReadOnlySpan<byte> bytes)
    {
        ReturnTo(position);
        _output.Write(bytes);
        IsModified = true;
    }

    /// <summary>Takes the current child of the top frame back, and copies nothing more.</summary>
    public void DropChild(ReadOnlySpan<byte> bytes, int at)
    {
        CopyTo(bytes, at);
        ReturnTo(_frames.Top.Saved);
        _copyFrom = -1;
        IsModified = true;
        _cursorStart = long.MaxValue;
    }

    /// <summary>The root begins; if it is not an object, it may have to be wrapped.</summary>
    public void BeginRoot(int at, byte first)
    {
        if (_rules.Note && first != '{')
        {
            _wrapper.Consider(At(at), isArray: first == '[');
        }
    }

    /// <summary>The current member of the top frame is a cursor.</summary>
    public void BeginCursor() => _cursorStart = CanReturnTo(_frames.Top.Saved) ? _frames.Top.Saved : long.MaxValue;

    /// <summary>The current child of the top frame is whole.</summary>
    public void EndChild(long end)
    {
        ref var frame = ref _frames.Top;
        if (_cursorStart == frame.Saved)
        {
            _cursorStart = long.MaxValue;
            _cursors.Add(end);
        }

        frame.Kept++;
        frame.Saved = end;
    }

    /// <summary>Something is cut because of a limit.</summary>
    public void MarkCut()
    {
        IsModified = true;
        _wrapper.Open();
    }

    /// <summary>Elements of a list are cut, or what may hold one.</summary>
    public void MarkListCut()
    {
        IsListCut = true;
        _cursors.Withhold();
    }

    /// <summary>Writes the end of the root, with the note of what was cut.</summary>
    public void CloseRoot()
    {
        ref var root = ref _frames.Top;
        PrepareNote();
        if (!root.IsArray && _notes.HasText && _rules.Note)
        {
            ReturnTo(root.Saved);
            _notes.WriteTo(_output, first: root.Kept == 0);
        }

        _output.WriteByte(root.Closing);
        _frames.Pop();
        EndRoot();
    }

    /// <summary>The root is whole.</summary>
    public void EndRoot()
    {
        _cursors.Release();
        _cursorStart = long.MaxValue;
        PrepareNote();
        if (_wrapper.TryClose())
        {
            _notes.WriteTo(_output, first: false);
            _output.WriteByte((byte)'}');
        }
    }

    /// <summary>Makes an object of the note alone the root.</summary>
    /// <returns>Whether nothing has left yet.</returns>
    public bool TryReplaceRoot()
    {
        if (!CanReturnTo(0))
        {
            return false;
        }

        _wrapper.Release();
        Replace(0, "{"u8);
        _notes.WriteTo(_output, first: true);
        _output.WriteByte((byte)'}');
        return true;
    }

    /// <summary>Decides what is open, because too much would have to be held back for it.</summary>
    /// <returns>How many bytes were taken out.</returns>
    public long Decide()
    {
        var before = End;
        _wrapper.Release();
        _cursorStart = long.MaxValue;
        if (_cursors.Any)
        {
            IsModified = true;
            _cursors.Withhold();
        }

        return before - End;
    }

    /// <summary>The bytes before a position that can leave.</summary>
    public ReadOnlyMemory<byte> Before(long position) =>
        _output.Before(Math.Min(Math.Min(position, _cursorStart), Math.Min(_cursors.Position, _wrapper.Hold)));

    public void Release(int count) => _output.Release(count);

    public void Dispose() => _output.Dispose();

    /// <summary>Makes a place for what is to be told although nothing was cut: members that are not there, and what was cut before.</summary>
    private void PrepareNote()
    {
        if (!_missingFound && _rules.Selection is { IsAsked: true } asked)
        {
            _missingFound = true;
            _notes.Missing(asked.Missing());
        }

        if (_notes.NeedsPlace && _rules.Note)
        {
            IsModified = true;
            _wrapper.Open();
        }
    }
}

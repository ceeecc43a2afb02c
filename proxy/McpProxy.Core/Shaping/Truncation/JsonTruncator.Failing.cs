namespace McpProxy.Shaping.Truncation;

/// <summary>The part for texts that are not JSON.</summary>
internal sealed partial class JsonTruncator
{
    /// <summary>The text is not JSON from here on.</summary>
    private void Fail(ReadOnlySpan<byte> bytes, int at)
    {
        MalformedAt ??= _read + at;
        if (_rules.KeepValidPart)
        {
            _kept.CopyTo(bytes, at);
            _notes.Malformed(MalformedAt.Value);
            _isLost = _frames.Count > 0 ? !TryRestore() : !TryKeepRoot();
        }

        _kept.StopCopying();
        _mode = Mode.Done;
    }

    /// <summary>Keeps the root when it is whole, whatever follows it; else the note takes its place.</summary>
    private bool TryKeepRoot()
    {
        if (!_grammar.IsWhole)
        {
            return _kept.TryReplaceRoot();
        }

        _kept.EndRoot();
        return true;
    }

    /// <summary>Makes the output end with a whole child of the top frame, or with the beginning of a string, and closes it.</summary>
    private bool TryRestore()
    {
        _kept.MarkCut();
        if (_mode == Mode.Keep && _grammar.InString)
        {
            _kept.ReturnTo(_kept.End - _grammar.Pending);
            _kept.Write("\""u8);
            _kept.EndChild(_kept.End);
        }
        else if (_mode == Mode.SkipString)
        {
            _kept.EndChild(_kept.End);
        }
        else if (_kept.CanReturnTo(_frames.Top.Saved))
        {
            _kept.ReturnTo(_frames.Top.Saved);
        }
        else
        {
            return false;
        }

        CloseEverything();
        return true;
    }
}

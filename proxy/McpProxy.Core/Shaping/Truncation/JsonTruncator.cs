using McpProxy.Dispatch;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Json;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Shortens one JSON text while it passes, by <see cref="TruncationRules"/>. Give it the pieces as they come and take what is
/// ready after each. The kept part is copied byte for byte; what is left out is skipped and counted. What comes out is valid
/// JSON, whatever is cut, and the text itself when nothing is. Memory does not depend on the text's length.
/// </summary>
internal sealed partial class JsonTruncator : ITruncator
{
    private readonly TruncationRules _rules;
    private readonly JsonGrammar _grammar = new(ResultMapper.MaxJsonDepth);
    private readonly TruncationFrames _frames = new();
    private readonly TruncationNotes _notes;
    private readonly bool _ownsNotes;
    private readonly KeptText _kept;
    private readonly AnswerPage? _page;
    private Mode _mode = Mode.Keep;
    private ContainerSkip _skip;
    private long _read;
    private ulong _childPaths;
    private int _childSelected;
    private bool _inName;
    private bool _beginsString;
    private bool _mends;
    private long _valueStart;
    private long _stringEnd;
    private long _stringLength;
    private long _stringKept;
    private long _items;
    private bool _exhausted;
    private bool _isLost;

    /// <param name="rules">What is kept.</param>
    /// <param name="rest">The whole text, if it is kept: the note says where.</param>
    /// <param name="handsOverTo">Who tells instead what was cut; null when the text does.</param>
    /// <param name="inherits">What was cut of the text before, and is to be told as well; null for nothing.</param>
    /// <param name="page">The page of its lists that is wanted: those that are in no other.</param>
    public JsonTruncator(TruncationRules rules, RestOfAnswer? rest = null, NoteRelay? handsOverTo = null, NoteRelay? inherits = null, AnswerPage? page = null)
    {
        _page = page;
        _ownsNotes = handsOverTo is null;
        _notes = new TruncationNotes(rules.Count, rest, page) { Inherited = inherits?.Notes };
        handsOverTo?.Add(_notes, rules.Note);
        var tells = handsOverTo is null && (rules.Note || inherits is { IsTold: true });
        _rules = tells == rules.Note ? rules : rules with { Note = tells };
        _kept = new KeptText(_rules, _frames, _notes);
    }

    private enum Mode
    {
        /// <summary>What comes next may be kept.</summary>
        Keep,

        /// <summary>The rest of the innermost array or object is left out.</summary>
        SkipRest,

        /// <summary>The value of a child is left out.</summary>
        SkipValue,

        /// <summary>The same, inside an array or object that is the value.</summary>
        SkipContainer,

        /// <summary>The rest of a string is left out.</summary>
        SkipString,

        /// <summary>The output is whole.</summary>
        Done,
    }

    /// <summary>Shortens a whole text.</summary>
    public static void Shorten(TruncationRules rules, ReadOnlySpan<byte> text, PooledBuffer output)
    {
        using var truncator = new JsonTruncator(rules);
        truncator.Write(text);
        truncator.Complete();
        output.Write(truncator.Ready.Span);
    }

    /// <summary>Whether nothing more of the text is needed.</summary>
    public bool IsDone => _mode == Mode.Done;

    public string? Notice => null; // It is in the output.

    /// <summary>Whether the output differs from the text.</summary>
    public bool IsModified => _kept.IsModified;

    /// <summary>Whether something was left out because of a limit.</summary>
    public bool IsTruncated => _notes.Any;

    /// <summary>The number of the byte at which the text stopped being JSON; null while it is.</summary>
    public long? MalformedAt { get; private set; }

    /// <summary>Whether the text was malformed and its valid part is not kept: the output is worth nothing.</summary>
    public bool IsFailed => MalformedAt is not null && (_isLost || !_rules.KeepValidPart);

    /// <summary>The bytes that can leave; empty when there are none yet.</summary>
    public ReadOnlyMemory<byte> Ready => _kept.Before(ReadyPosition());

    /// <summary>Says that the first bytes of <see cref="Ready"/> have left.</summary>
    public void Release(int count) => _kept.Release(count);

    /// <summary>Takes the next piece of the text. Take everything that is <see cref="Ready"/> after it.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        _kept.BeginPiece();
        while (at < bytes.Length && _mode != Mode.Done)
        {
            switch (_mode)
            {
                case Mode.Keep:
                    Keep(bytes, ref at);
                    break;
                case Mode.SkipRest:
                    SkipRest(bytes, ref at);
                    break;
                default:
                    SkipValue(bytes, ref at);
                    break;
            }
        }

        if (_mode != Mode.Done)
        {
            _kept.CopyTo(bytes, at);
            LimitHeld(at);
        }

        _read += bytes.Length;
    }

    /// <summary>Says that the text has ended.</summary>
    public void Complete()
    {
        if (_mode == Mode.Done || _grammar.IsEmpty)
        {
            return;
        }

        if (_grammar.IsWhole && (_mode == Mode.Keep || (_mode == Mode.SkipValue && _frames.Count == 0)))
        {
            _kept.EndRoot();
            _mode = Mode.Done;
            return;
        }

        Fail([], 0);
    }

    /// <summary>Writes a space where none matters, if something is being skipped.</summary>
    public void Pad()
    {
        if (_mode == Mode.SkipRest)
        {
            _kept.Write(" "u8);
            _frames.Top.Saved = _kept.End;
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _frames.Dispose();
        if (_ownsNotes)
        {
            _notes.Dispose();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes, ref int at)
    {
        var readable = bytes;
        if (_grammar.InString || _beginsString)
        {
            // Read no further than the limit: then the scanner itself knows where the string can be cut.
            var room = _stringEnd - _kept.At(at);
            if (room <= 0 && !_beginsString && !(bytes[at] == '"' && _grammar.IsBetweenCharacters))
            {
                CutString(bytes, at);
                return;
            }

            readable = bytes[..(int)Math.Min(bytes.Length, at + Math.Max(1, room))];
            _beginsString = false;
        }

        switch (_grammar.Next(readable, ref at))
        {
            case JsonEvent.Starved when _grammar.InName:
                AddToName(bytes, at);
                break;
            case JsonEvent.Name:
                AddToName(bytes, at);
                _inName = false;
                OnName(bytes, at);
                break;
            case JsonEvent.Value:
                OnValue(bytes, at);
                break;
            case JsonEvent.Opened:
                OnOpened(bytes, at);
                break;
            case JsonEvent.Scalar:
                OnScalar(bytes, at);
                break;
            case JsonEvent.Closed:
                OnClosed(bytes, at);
                break;
            case JsonEvent.Malformed:
                Fail(bytes, at);
                break;
        }
    }

    private void AddToName(ReadOnlySpan<byte> bytes, int at)
    {
        if (!_inName)
        {
            _inName = true;
            _frames.BeginName();
        }

        _frames.AddToName(bytes[_grammar.TokenStart..at]);
    }

    /// <summary>The position up to which nothing can be taken back any more.</summary>
    private long ReadyPosition()
    {
        var ready = _kept.End;
        if (_mode == Mode.Keep)
        {
            ready = _grammar.InString ? ready - _grammar.Pending : _frames.Count > 0 ? _frames.Top.Saved : ready;
        }

        if (_mode != Mode.Done && !_exhausted && _rules.MaxBytes != long.MaxValue && !_kept.IsOverfull && FindSacrifice() is >= 0 and var index)
        {
            ready = Math.Min(ready, _frames[index].Saved);
        }

        return ready;
    }

    private void LimitHeld(int at)
    {
        if (_kept.IsOverfull)
        {
            var removed = _kept.Decide();
            _valueStart -= removed;
            _stringEnd -= removed;
        }

        // A name, a number or white space of such a length leaves no position to return to.
        if ((_inName && _frames.NameLength > _rules.MaxHeld) || (_mode == Mode.Keep && _kept.Held - Ready.Length > _rules.MaxHeld))
        {
            _kept.StopCopying();
            Fail([], at);
        }
    }
}

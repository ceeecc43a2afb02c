using System.Buffers.Text;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping.Continuation;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// What was cut, written down while it happens: JSON members for the end of the answer. The list is bounded; what no longer
/// fits is counted.
/// </summary>
/// <param name="counted">Whether what was left out was counted.</param>
/// <param name="rest">The whole text, if it is kept.</param>
/// <param name="page">The page of its lists that the answer is.</param>
internal sealed class TruncationNotes(bool counted, RestOfAnswer? rest = null, AnswerPage? page = null) : IDisposable
{
    /// <summary>Bytes of entries, beyond which none is added.</summary>
    private const int MaxBytes = 4096;

    /// <summary>Bytes of members that are not there, beyond which none is named.</summary>
    private const int MaxMissingBytes = 2048;

    private readonly PooledBuffer _missing = new(0);
    private readonly PooledBuffer _entries = new(256);
    private readonly PooledBuffer _entry = new(128);
    private readonly List<NotedCut> _cuts = [];
    private int _pointerLength;
    private long _left;
    private int _listDepth = int.MaxValue;
    private long _original;
    private long _returned;
    private Member _taken;
    private bool _isMalformed;
    private bool _anyMissing;
    private long _next = long.MaxValue;

    /// <summary>The members of a note.</summary>
    [Flags]
    private enum Member
    {
        None = 0,
        Truncated = 1,
        OriginalCount = 2,
        ReturnedCount = 4,
        Truncation = 8,
        SecondTruncation = 16,
    }

    /// <summary>Whether anything was cut.</summary>
    public bool Any { get; private set; }

    /// <summary>What was cut before, when the text had been shortened already; null when it had not.</summary>
    public TruncationNotes? Inherited { get; set; }

    /// <summary>Whether there is something to tell.</summary>
    public bool HasText => AnyAtAll || _anyMissing;

    /// <summary>Whether there is something to tell although nothing of this text was cut.</summary>
    public bool NeedsPlace => _anyMissing || Inherited?.AnyAtAll == true;

    private bool AnyAtAll => Any || Inherited?.AnyAtAll == true;

    /// <summary>Says that the answer has a member of its own at the root: a note does not repeat its name.</summary>
    /// <param name="name">Its name, in quotes.</param>
    public void Met(ReadOnlySpan<byte> name) => _taken |= name switch
    {
        [_, (byte)'t', ..] when name.SequenceEqual("\"truncated\""u8) => Member.Truncated,
        [_, (byte)'o', ..] when name.SequenceEqual("\"original_count\""u8) => Member.OriginalCount,
        [_, (byte)'r', ..] when name.SequenceEqual("\"returned_count\""u8) => Member.ReturnedCount,
        [_, (byte)'_', ..] when name.SequenceEqual("\"_truncation\""u8) => Member.Truncation,
        [_, (byte)'_', ..] when name.SequenceEqual("\"_truncation_2\""u8) => Member.SecondTruncation,
        _ => Member.None,
    };

    /// <summary>Says at which element a list is cut: an array that is in no other.</summary>
    /// <param name="index">The first element that is left out behind it.</param>
    public void CutAt(long index) => _next = Math.Min(_next, index);

    /// <summary>Says that children of an array or object were cut.</summary>
    /// <param name="frames">The frames; the top is the container.</param>
    /// <param name="original">How many children it had.</param>
    /// <param name="returned">How many are left.</param>
    public void Children(TruncationFrames frames, long original, long returned)
    {
        Begin(frames, frames.Count);
        original = OriginalOf(original);
        if (frames.Top.IsArray && frames.Count < _listDepth)
        {
            (_listDepth, _original, _returned) = (frames.Count, original, returned);
        }

        Number(",\"original_count\":"u8, original);
        Number(",\"returned_count\":"u8, returned);
        if (frames.Top.Skip > 0)
        {
            Number(",\"offset\":"u8, frames.Top.Skip);
        }

        End(original, returned);
    }

    /// <summary>Says that a string was cut: the current child of the top frame.</summary>
    public void String(TruncationFrames frames, long original, long returned)
    {
        Begin(frames, frames.Count + 1);
        original = OriginalOf(original);
        Number(",\"original_bytes\":"u8, original);
        Number(",\"returned_bytes\":"u8, returned);
        End(original, returned);
    }

    /// <summary>Says that the current member was withheld because it would skip what was cut.</summary>
    public void Withheld(TruncationFrames frames)
    {
        Begin(frames, frames.Count + 1);
        _entry.Write(",\"withheld\":true"u8);
        End();
    }

    /// <summary>Says the same of an earlier member.</summary>
    /// <param name="pointer">Its JSON pointer, as the content of a JSON string.</param>
    public void Withheld(ReadOnlySpan<byte> pointer)
    {
        Any = true;
        _entry.Truncate(0);
        _entry.Write("{\"pointer\":\""u8);
        _entry.Write(pointer);
        _pointerLength = pointer.Length;
        _entry.Write("\",\"withheld\":true"u8);
        End();
    }

    /// <summary>Says that members a caller asked for are not there.</summary>
    /// <param name="paths">How the caller wrote them.</param>
    public void Missing(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var text = JsonEncodedText.Encode(path).EncodedUtf8Bytes;
            if (_missing.Length + text.Length > MaxMissingBytes)
            {
                return;
            }

            _missing.Write(_anyMissing ? ",\""u8 : "\""u8);
            _missing.Write(text);
            _missing.WriteByte((byte)'"');
            _anyMissing = true;
        }
    }

    /// <summary>Says that the upstream's answer was not JSON from some byte on.</summary>
    public void Malformed(long at)
    {
        Any = _isMalformed = true;
        _entry.Truncate(0);
        _pointerLength = 0;
        _entry.Write("{\"error\":\"malformed_json\""u8);
        Number(",\"at_byte\":"u8, at);
        End();
    }

    /// <summary>Writes the members, in whose place the answer has none of its own.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="first">Whether nothing stands before them.</param>
    public void WriteTo(TruncationOutput output, bool first)
    {
        _entry.Truncate(0);
        if (AnyAtAll)
        {
            WriteCuts();
        }

        if (_anyMissing)
        {
            _entry.Write(",\"_fields_not_found\":["u8);
            _entry.Write(_missing.WrittenSpan);
            _entry.WriteByte((byte)']');
        }

        output.Write(_entry.WrittenSpan[(first && _entry.Length > 0 ? 1 : 0)..]);
    }

    public void Dispose()
    {
        _missing.Dispose();
        _entries.Dispose();
        _entry.Dispose();
    }

    private void WriteCuts()
    {
        if (!_taken.HasFlag(Member.Truncated))
        {
            _entry.Write(",\"truncated\":true"u8);
        }

        var (depth, original, returned) = List();
        if (depth != int.MaxValue && !_taken.HasFlag(Member.OriginalCount))
        {
            Number(",\"original_count\":"u8, original);
        }

        if (depth != int.MaxValue && !_taken.HasFlag(Member.ReturnedCount))
        {
            Number(",\"returned_count\":"u8, returned);
        }

        // An upstream that shortens as well has told of its own cuts; ours are no smaller for that.
        if (!_taken.HasFlag(Member.Truncation | Member.SecondTruncation))
        {
            _entry.Write(_taken.HasFlag(Member.Truncation) ? ",\"_truncation_2\":["u8 : ",\"_truncation\":["u8);
            var start = _entry.Length;
            if (Rest is { } kept && !IsMalformed)
            {
                kept.Describe(_entry);
            }

            if (Following() is { Page: { } following, Next: < long.MaxValue and var next } && !IsMalformed)
            {
                if (_entry.Length > start)
                {
                    _entry.WriteByte((byte)',');
                }

                following.Describe(_entry, next);
            }

            WriteEntries(_entry, start, []);
            _entry.WriteByte((byte)']');
        }

        if (Left > 0)
        {
            Number(",\"_truncation_more\":"u8, Left);
        }
    }

    private RestOfAnswer? Rest => rest ?? Inherited?.Rest;

    /// <summary>The page that the answer is, and the first element that is left out behind it, counted from the upstream's first one.</summary>
    private (AnswerPage? Page, long Next) Following()
    {
        if (page is not null || Inherited is null)
        {
            return (page, _next);
        }

        var (before, next) = Inherited.Following();
        return (before, _next == long.MaxValue ? next : Math.Min(next, (before?.Skip ?? 0) + _next));
    }

    private bool IsMalformed => _isMalformed || Inherited?.IsMalformed == true;

    private long Left => _left + (Inherited?.Left ?? 0);

    /// <summary>The outermost list that was cut, here or before.</summary>
    private (int Depth, long Original, long Returned) List() =>
        Inherited?.List() is { } before && before.Depth < _listDepth ? before : (_listDepth, _original, _returned);

    /// <summary>Writes the entries that are still true: what was cut once more, or is gone, is told by the later ones.</summary>
    private void WriteEntries(PooledBuffer output, int start, IReadOnlyList<TruncationNotes> later)
    {
        Inherited?.WriteEntries(output, start, [.. later, this]);
        foreach (var cut in _cuts)
        {
            var pointer = PointerOf(cut);
            var isTold = false;
            for (var i = 0; i < later.Count && !isTold; i++)
            {
                isTold = cut.PointerLength > 0 && later[i].Supersedes(pointer);
            }

            if (isTold)
            {
                continue;
            }

            if (output.Length > start)
            {
                output.WriteByte((byte)',');
            }

            output.Write(_entries.WrittenSpan.Slice(cut.Start, cut.Length));
        }
    }

    /// <summary>Whether the value at a pointer was cut here, or is an element that was cut, or in one.</summary>
    private bool Supersedes(ReadOnlySpan<byte> pointer)
    {
        foreach (var cut in _cuts)
        {
            var mine = PointerOf(cut);
            if (cut.Returned < 0 || !pointer.StartsWith(mine))
            {
                continue;
            }

            var rest = pointer[mine.Length..];
            if (rest.IsEmpty)
            {
                return true;
            }

            if (rest[0] == '/' && Utf8Parser.TryParse(rest[1..], out long index, out var digits) && (digits == rest.Length - 1 || rest[digits + 1] == '/') && index >= cut.Returned)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many there were of what the current entry is about, before it was cut the first time; -1 when nobody counted.</summary>
    private long OriginalOf(long original)
    {
        if (!counted || Inherited is null)
        {
            return counted ? original : -1;
        }

        var pointer = _entry.WrittenSpan.Slice(NotedCut.PointerOffset, _pointerLength);
        for (var notes = Inherited; notes is not null; notes = notes.Inherited)
        {
            foreach (var cut in notes._cuts)
            {
                if (cut.Returned >= 0 && notes.PointerOf(cut).SequenceEqual(pointer))
                {
                    return cut.Original;
                }
            }
        }

        return original;
    }

    private ReadOnlySpan<byte> PointerOf(in NotedCut cut) => cut.PointerLength == 0 ? default : _entries.WrittenSpan.Slice(cut.Start + NotedCut.PointerOffset, cut.PointerLength);

    private void Begin(TruncationFrames frames, int count)
    {
        Any = true;
        _entry.Truncate(0);
        _pointerLength = 0;
        if (_entries.Length >= MaxBytes && Inherited is null)
        {
            return;
        }

        _entry.Write("{\"pointer\":\""u8);
        frames.WritePointer(_entry, count);
        _pointerLength = _entry.Length - NotedCut.PointerOffset;
        _entry.WriteByte((byte)'"');
    }

    private void Number(ReadOnlySpan<byte> name, long value)
    {
        if (value < 0)
        {
            return;
        }

        _entry.Write(name);
        value.TryFormat(_entry.GetSpan(20), out var written);
        _entry.Advance(written);
    }

    private void End(long original = -1, long returned = -1)
    {
        if (_entries.Length + _entry.Length > MaxBytes)
        {
            _left++;
            return;
        }

        _cuts.Add(new NotedCut(_entries.Length, _entry.Length + 1, _pointerLength, original, returned));
        _entries.Write(_entry.WrittenSpan);
        _entries.WriteByte((byte)'}');
    }
}

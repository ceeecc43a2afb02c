using McpProxy.Dispatch;

namespace McpProxy.Shaping.Truncation;

/// <summary>The cursors that can still be withheld. What stands behind the first of them is held back.</summary>
internal sealed class HeldCursors(TruncationOutput output, TruncationFrames frames, TruncationNotes notes)
{
    private readonly List<HeldCursor> _held = [];

    public bool Any => _held.Count > 0;

    /// <summary>The position of the first one.</summary>
    public long Position => _held.Count == 0 ? long.MaxValue : _held[0].Start;

    /// <summary>Holds the current member of the top frame.</summary>
    /// <param name="end">Position behind it.</param>
    public void Add(long end)
    {
        using var pointer = new PooledBuffer(64);
        frames.WritePointer(pointer, frames.Count + 1);
        ref var frame = ref frames.Top;
        _held.Add(new HeldCursor(frame.Saved, (int)(end - frame.Saved), pointer.WrittenSpan.ToArray(), frames.Count - 1, frame.Serial));
    }

    /// <summary>Forgets those that have been taken back from the output.</summary>
    public void ReturnTo(long position) => _held.RemoveAll(cursor => cursor.Start >= position);

    /// <summary>Lets them pass.</summary>
    public void Release() => _held.Clear();

    /// <summary>Takes all of them out of the output.</summary>
    public void Withhold()
    {
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            Remove(_held[i]);
        }

        foreach (var cursor in _held)
        {
            notes.Withheld(cursor.Pointer);
        }

        _held.Clear();
    }

    private void Remove(HeldCursor cursor)
    {
        var length = cursor.Length;
        if (output.From(cursor.Start)[0] != ',')
        {
            // The first member of its object: the comma behind it goes with it.
            var behind = output.From(cursor.Start + length);
            var comma = behind.IndexOfAnyExcept(" \t\r\n"u8);
            length += comma >= 0 && behind[comma] == ',' ? comma + 1 : 0;
        }

        output.Remove(cursor.Start, length);
        for (var i = 0; i < frames.Count; i++)
        {
            ref var frame = ref frames[i];
            frame.Saved -= frame.Saved > cursor.Start ? Math.Min(length, frame.Saved - cursor.Start) : 0;
            frame.Kept -= i == cursor.Frame && frame.Serial == cursor.Serial ? 1 : 0;
        }
    }
}

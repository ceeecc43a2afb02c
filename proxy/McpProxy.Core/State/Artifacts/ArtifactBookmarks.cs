namespace McpProxy.State.Artifacts;

/// <summary>
/// Positions at which elements of an artifact's arrays begin. Who reads a list from its beginning to its end finds each page
/// where the last one ended, instead of skipping all pages before it. Bounded; thread-safe.
/// </summary>
internal sealed class ArtifactBookmarks
{
    private const int MaxCount = 16;
    private const int MaxPointerLength = 256;

    private readonly Lock _lock = new();
    private readonly List<(string Pointer, long Index, long Position)> _marks = [];

    /// <summary>Remembers a position.</summary>
    /// <param name="pointer">JSON pointer to the array.</param>
    /// <param name="index">Number of the element, from 0.</param>
    /// <param name="position">Where it begins.</param>
    public void Add(string pointer, long index, long position)
    {
        if (pointer.Length > MaxPointerLength)
        {
            return;
        }

        lock (_lock)
        {
            _marks.RemoveAll(m => m.Index == index && m.Pointer == pointer);
            if (_marks.Count == MaxCount)
            {
                _marks.RemoveAt(0);
            }

            _marks.Add((pointer, index, position));
        }
    }

    /// <summary>Finds the last known element of an array that is not behind another one.</summary>
    public (long Index, long Position)? Find(string pointer, long index)
    {
        lock (_lock)
        {
            (long Index, long Position)? best = null;
            foreach (var mark in _marks)
            {
                if (mark.Index <= index && mark.Index >= (best?.Index ?? 0) && mark.Pointer == pointer)
                {
                    best = (mark.Index, mark.Position);
                }
            }

            return best;
        }
    }
}

namespace McpProxy.Shaping.Truncation;

/// <summary>Carries what a route's transforms cut to the tool that cuts again, so that one note tells of both. A feature of the exchange of such a tool.</summary>
internal sealed class NoteRelay
{
    /// <summary>What was cut so far; null while nothing cuts.</summary>
    public TruncationNotes? Notes { get; private set; }

    /// <summary>Whether somebody wanted it told.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Hands over the notes of one more truncator, which writes none itself.</summary>
    /// <param name="notes">Its notes.</param>
    /// <param name="isTold">Whether it would have written them.</param>
    public void Add(TruncationNotes notes, bool isTold)
    {
        notes.Inherited = Notes;
        IsTold |= isTold;
        Notes = notes;
    }
}

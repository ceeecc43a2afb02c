namespace McpProxy.Shaping.Truncation;

/// <summary>Carries what a route's transforms cut to the tool that cuts again, so that one note tells of both. A feature of the exchange of such a tool.</summary>
/// <param name="takesJson">Whether the tool shortens JSON.</param>
/// <param name="takesRows">Whether the tool shortens rows.</param>
internal sealed class NoteRelay(bool takesJson, bool takesRows)
{
    /// <summary>The relay, for who shortens JSON; null where nobody does it again.</summary>
    public NoteRelay? ForJson => takesJson ? this : null;

    /// <summary>The relay, for who shortens rows; null where nobody does it again.</summary>
    public NoteRelay? ForRows => takesRows ? this : null;

    /// <summary>What was cut of JSON so far; null while nothing cuts.</summary>
    public TruncationNotes? Notes { get; private set; }

    /// <summary>Whether somebody wanted it told.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Whether rows were left out.</summary>
    public bool HasLeftOutRows { get; private set; }

    /// <summary>How many rows there were before some were left out; null when they were not counted.</summary>
    public long? OriginalRows { get; private set; }

    /// <summary>Hands over the notes of one more truncator, which writes none itself.</summary>
    /// <param name="notes">Its notes.</param>
    /// <param name="isTold">Whether it would have written them.</param>
    public void Add(TruncationNotes notes, bool isTold)
    {
        notes.Inherited = Notes;
        IsTold |= isTold;
        Notes = notes;
    }

    /// <summary>Says that rows were left out.</summary>
    /// <param name="original">How many there were; null when they were not counted.</param>
    /// <param name="isTold">Whether it would have been noted.</param>
    public void AddRows(long? original, bool isTold)
    {
        (HasLeftOutRows, OriginalRows) = (true, original);
        IsTold |= isTold;
    }
}

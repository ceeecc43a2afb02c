namespace McpProxy.Shaping.Truncation;

/// <summary>An open array or object, of which at least the brackets are kept.</summary>
internal struct TruncationFrame
{
    public bool IsArray;

    /// <summary>Tells frames apart that were at the same depth one after the other.</summary>
    public int Serial;

    /// <summary>How many arrays are around, itself included if it is one.</summary>
    public int Level;

    /// <summary>Children that may be kept.</summary>
    public long Limit;

    /// <summary>Children that are left out before those: they are on pages before this one.</summary>
    public long Skip;

    /// <summary>Children that have begun.</summary>
    public long Begun;

    /// <summary>Children that are kept and whole.</summary>
    public long Kept;

    /// <summary>Where the paths stand at it.</summary>
    public ulong Paths;

    /// <summary>Where the selection stands at it.</summary>
    public int Selected;

    /// <summary>Which of the members were met that rules to add some ask for: two bits for each rule, its name and what stands beside.</summary>
    public ulong Met;

    /// <summary>Position in the output behind the last whole child.</summary>
    public long Saved;

    /// <summary>Where the current member's name begins in <see cref="TruncationFrames"/>' text.</summary>
    public int NameStart;

    /// <summary>The closing bracket.</summary>
    public readonly byte Closing => IsArray ? (byte)']' : (byte)'}';
}

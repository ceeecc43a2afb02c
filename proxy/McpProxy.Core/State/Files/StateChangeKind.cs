namespace McpProxy.State.Files;

/// <summary>What a change does. The numbers stand in files.</summary>
internal enum StateChangeKind : byte
{
    /// <summary>Not a change.</summary>
    None = 0,

    /// <summary>Nothing, but no version up to this one may be given again.</summary>
    Version = 1,

    /// <summary>Writes a record.</summary>
    Put = 2,

    /// <summary>Removes a record.</summary>
    Remove = 3,

    /// <summary>Moves the time at which a record expires.</summary>
    Touch = 4,
}

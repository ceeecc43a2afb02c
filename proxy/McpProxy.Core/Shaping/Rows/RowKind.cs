namespace McpProxy.Shaping.Rows;

/// <summary>What a row is to a limit.</summary>
internal enum RowKind
{
    /// <summary>Nothing: it shares the fate of the row before it, and is not counted.</summary>
    Blank,

    /// <summary>A comment, progress, or a message for the log: it passes always, and is not counted.</summary>
    Aside,

    /// <summary>Data.</summary>
    Data,
}

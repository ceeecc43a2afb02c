namespace McpProxy.Shaping.Rows;

/// <summary>Finds where rows end, in a body that comes in pieces.</summary>
internal interface IRowScanner
{
    /// <summary>Finds the end of the current row.</summary>
    /// <param name="bytes">What comes next; not empty.</param>
    /// <returns>The number of bytes that belong to the row, its line break included; -1 when all of them do and it goes on.</returns>
    int FindEnd(ReadOnlySpan<byte> bytes);
}

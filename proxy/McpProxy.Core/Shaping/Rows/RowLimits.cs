namespace McpProxy.Shaping.Rows;

/// <summary>What is kept of bodies that come in rows, compiled.</summary>
/// <param name="MaxRows">Rows kept, 0 or more.</param>
/// <param name="MaxBytes">Bytes kept, without the note.</param>
/// <param name="Note">Whether a last row says what was left out, where the format has room for it.</param>
/// <param name="Count">Whether rows that are left out are counted; else reading stops at the first one.</param>
internal sealed record RowLimits(long MaxRows, long MaxBytes = long.MaxValue, bool Note = true, bool Count = true);

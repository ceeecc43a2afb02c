namespace McpProxy.Shaping.Truncation;

/// <summary>An entry of a note.</summary>
/// <param name="Start">Where its text begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="PointerLength">How long its JSON pointer is, which begins <see cref="PointerOffset"/> behind the start; 0 when it has none.</param>
/// <param name="Original">Children or bytes there were; -1 when they were not counted.</param>
/// <param name="Returned">How many are left; -1 for entries that do not count.</param>
internal readonly record struct NotedCut(int Start, int Length, int PointerLength, long Original, long Returned)
{
    public const int PointerOffset = 12;
}

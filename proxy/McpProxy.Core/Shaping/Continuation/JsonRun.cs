namespace McpProxy.Shaping.Continuation;

/// <summary>Elements of an array that follow each other.</summary>
/// <param name="Count">How many.</param>
/// <param name="End">The position behind the last one.</param>
/// <param name="Next">The position of the element behind them; null when there is none.</param>
/// <param name="IsTooLarge">Whether not even the first one fits.</param>
internal readonly record struct JsonRun(long Count, long End, long? Next, bool IsTooLarge);

namespace McpProxy.Shaping.Truncation;

/// <summary>What is kept of text that has no structure to cut by, compiled.</summary>
/// <param name="MaxBytes">Bytes kept, without the note.</param>
/// <param name="Note">Whether a last line says what was left out.</param>
/// <param name="Count">Whether the length of what is left out is found out; else reading stops there.</param>
internal sealed record TextLimits(long MaxBytes, bool Note = true, bool Count = true);

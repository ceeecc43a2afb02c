namespace McpProxy.Shaping.Truncation;

/// <summary>A cursor that is kept, but has not left yet: it goes if elements of a list are cut.</summary>
/// <param name="Start">Position of its member in the output, with the comma before it.</param>
/// <param name="Length">Length of the member.</param>
/// <param name="Pointer">Its JSON pointer, as the content of a JSON string.</param>
/// <param name="Frame">Index of its object among the frames.</param>
/// <param name="Serial">Number of that frame.</param>
internal readonly record struct HeldCursor(long Start, int Length, byte[] Pointer, int Frame, int Serial);

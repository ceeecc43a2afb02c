namespace McpProxy.Shaping.Json;

/// <summary>Where the bytes that shape JSON are in a block of 64 bytes, inside strings or not: bit 0 is the first byte.</summary>
internal readonly ref struct StructuralMasks
{
    public required ulong Quotes { get; init; }

    public required ulong Backslashes { get; init; }

    /// <summary><c>[</c> and <c>{</c>.</summary>
    public required ulong Opens { get; init; }

    /// <summary><c>]</c> and <c>}</c>.</summary>
    public required ulong Closes { get; init; }

    public required ulong Commas { get; init; }

    /// <summary>Bytes with bit 5 set: of the brackets, those are <c>{</c> and <c>}</c>.</summary>
    public required ulong Curly { get; init; }
}

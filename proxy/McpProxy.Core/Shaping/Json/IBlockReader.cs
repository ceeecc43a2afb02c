namespace McpProxy.Shaping.Json;

/// <summary>Finds what shapes JSON in a block of 64 bytes, with vectors of one width. In the masks bit 0 is the first byte.</summary>
internal interface IBlockReader
{
    /// <summary>Whether no byte begins, ends or escapes a string.</summary>
    /// <param name="block">The first of 64 readable bytes.</param>
    static abstract bool IsPlain(ref readonly byte block);

    /// <summary>Finds what begins, ends and escapes strings.</summary>
    /// <param name="block">The first of 64 readable bytes.</param>
    /// <param name="quotes">Each <c>"</c>.</param>
    /// <param name="backslashes">Each <c>\</c>.</param>
    static abstract void ReadStrings(ref readonly byte block, out ulong quotes, out ulong backslashes);

    /// <summary>Finds what begins, ends and separates values, inside strings or not.</summary>
    /// <param name="block">The first of 64 readable bytes.</param>
    /// <param name="opens">Each <c>[</c> and <c>{</c>.</param>
    /// <param name="closes">Each <c>]</c> and <c>}</c>.</param>
    /// <param name="commas">Each <c>,</c>.</param>
    /// <param name="curly">Bytes with bit 5 set: of the brackets, those are <c>{</c> and <c>}</c>.</param>
    static abstract void ReadStructure(ref readonly byte block, out ulong opens, out ulong closes, out ulong commas, out ulong curly);

    /// <summary>Finds how deep the bytes of a block are nested, as far as it matters.</summary>
    /// <param name="opens">The brackets that open.</param>
    /// <param name="closes">The brackets that close.</param>
    /// <param name="depth">How many are open before the block, 1 to 65.</param>
    /// <param name="outside">Bytes behind which none is open, if any; what follows the first of them means nothing.</param>
    /// <returns>Bytes behind which one is open.</returns>
    static abstract ulong FindLevel(ulong opens, ulong closes, int depth, out ulong outside);
}

namespace McpProxy.Shaping.Json;

/// <summary>Finds the structural bytes of a block, with vectors of one width.</summary>
internal interface IBlockReader
{
    /// <summary>Reads a block.</summary>
    /// <param name="block">The first of 64 readable bytes.</param>
    static abstract StructuralMasks Read(ref readonly byte block);
}

using System.Runtime.Intrinsics;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as one vector of 512 bits: AVX-512.</summary>
internal readonly struct BlockReader512 : IBlockReader
{
    public static StructuralMasks Read(ref readonly byte block)
    {
        var v0 = Vector512.LoadUnsafe(in block);
        // In ASCII the two kinds of brackets differ in bit 5 alone, which a shift makes the top bit.
        var bit5 = Vector512.Create((byte)0x20);
        return new StructuralMasks
        {
            Quotes = Bits(Vector512.Equals(v0, Vector512.Create((byte)'"'))),
            Backslashes = Bits(Vector512.Equals(v0, Vector512.Create((byte)'\\'))),
            Opens = Bits(Vector512.Equals(v0 | bit5, Vector512.Create((byte)'{'))),
            Closes = Bits(Vector512.Equals(v0 | bit5, Vector512.Create((byte)'}'))),
            Commas = Bits(Vector512.Equals(v0, Vector512.Create((byte)','))),
            Curly = Bits((v0.AsUInt16() << 2).AsByte()),
        };
    }

    private static ulong Bits(Vector512<byte> marks) => marks.ExtractMostSignificantBits();
}

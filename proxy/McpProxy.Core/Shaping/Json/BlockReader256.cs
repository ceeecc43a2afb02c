using System.Runtime.Intrinsics;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as two vectors of 256 bits: AVX2.</summary>
internal readonly struct BlockReader256 : IBlockReader
{
    public static StructuralMasks Read(ref readonly byte block)
    {
        var v0 = Vector256.LoadUnsafe(in block);
        var v1 = Vector256.LoadUnsafe(in block, 32);
        // In ASCII the two kinds of brackets differ in bit 5 alone, which a shift makes the top bit.
        var bit5 = Vector256.Create((byte)0x20);
        return new StructuralMasks
        {
            Quotes = Bits(Vector256.Equals(v0, Vector256.Create((byte)'"'))) | (Bits(Vector256.Equals(v1, Vector256.Create((byte)'"'))) << 32),
            Backslashes = Bits(Vector256.Equals(v0, Vector256.Create((byte)'\\'))) | (Bits(Vector256.Equals(v1, Vector256.Create((byte)'\\'))) << 32),
            Opens = Bits(Vector256.Equals(v0 | bit5, Vector256.Create((byte)'{'))) | (Bits(Vector256.Equals(v1 | bit5, Vector256.Create((byte)'{'))) << 32),
            Closes = Bits(Vector256.Equals(v0 | bit5, Vector256.Create((byte)'}'))) | (Bits(Vector256.Equals(v1 | bit5, Vector256.Create((byte)'}'))) << 32),
            Commas = Bits(Vector256.Equals(v0, Vector256.Create((byte)','))) | (Bits(Vector256.Equals(v1, Vector256.Create((byte)','))) << 32),
            Curly = Bits((v0.AsUInt16() << 2).AsByte()) | (Bits((v1.AsUInt16() << 2).AsByte()) << 32),
        };
    }

    private static ulong Bits(Vector256<byte> marks) => marks.ExtractMostSignificantBits();
}

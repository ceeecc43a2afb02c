using System.Runtime.Intrinsics;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as four vectors of 128 bits: SSE, NEON, or the run time's emulation.</summary>
internal readonly struct BlockReader128 : IBlockReader
{
    public static StructuralMasks Read(ref readonly byte block)
    {
        var v0 = Vector128.LoadUnsafe(in block);
        var v1 = Vector128.LoadUnsafe(in block, 16);
        var v2 = Vector128.LoadUnsafe(in block, 32);
        var v3 = Vector128.LoadUnsafe(in block, 48);
        // In ASCII the two kinds of brackets differ in bit 5 alone, which a shift makes the top bit.
        var bit5 = Vector128.Create((byte)0x20);
        return new StructuralMasks
        {
            Quotes = Bits(Vector128.Equals(v0, Vector128.Create((byte)'"'))) | (Bits(Vector128.Equals(v1, Vector128.Create((byte)'"'))) << 16) | (Bits(Vector128.Equals(v2, Vector128.Create((byte)'"'))) << 32) | (Bits(Vector128.Equals(v3, Vector128.Create((byte)'"'))) << 48),
            Backslashes = Bits(Vector128.Equals(v0, Vector128.Create((byte)'\\'))) | (Bits(Vector128.Equals(v1, Vector128.Create((byte)'\\'))) << 16) | (Bits(Vector128.Equals(v2, Vector128.Create((byte)'\\'))) << 32) | (Bits(Vector128.Equals(v3, Vector128.Create((byte)'\\'))) << 48),
            Opens = Bits(Vector128.Equals(v0 | bit5, Vector128.Create((byte)'{'))) | (Bits(Vector128.Equals(v1 | bit5, Vector128.Create((byte)'{'))) << 16) | (Bits(Vector128.Equals(v2 | bit5, Vector128.Create((byte)'{'))) << 32) | (Bits(Vector128.Equals(v3 | bit5, Vector128.Create((byte)'{'))) << 48),
            Closes = Bits(Vector128.Equals(v0 | bit5, Vector128.Create((byte)'}'))) | (Bits(Vector128.Equals(v1 | bit5, Vector128.Create((byte)'}'))) << 16) | (Bits(Vector128.Equals(v2 | bit5, Vector128.Create((byte)'}'))) << 32) | (Bits(Vector128.Equals(v3 | bit5, Vector128.Create((byte)'}'))) << 48),
            Commas = Bits(Vector128.Equals(v0, Vector128.Create((byte)','))) | (Bits(Vector128.Equals(v1, Vector128.Create((byte)','))) << 16) | (Bits(Vector128.Equals(v2, Vector128.Create((byte)','))) << 32) | (Bits(Vector128.Equals(v3, Vector128.Create((byte)','))) << 48),
            Curly = Bits((v0.AsUInt16() << 2).AsByte()) | (Bits((v1.AsUInt16() << 2).AsByte()) << 16) | (Bits((v2.AsUInt16() << 2).AsByte()) << 32) | (Bits((v3.AsUInt16() << 2).AsByte()) << 48),
        };
    }

    private static ulong Bits(Vector128<byte> marks) => marks.ExtractMostSignificantBits();
}

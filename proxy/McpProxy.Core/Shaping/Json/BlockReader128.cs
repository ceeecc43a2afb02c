using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as four vectors of 128 bits: SSE or NEON.</summary>
internal readonly struct BlockReader128 : IBlockReader
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(ref readonly byte block)
    {
        var v0 = Vector128.LoadUnsafe(in block);
        var v1 = Vector128.LoadUnsafe(in block, 16);
        var v2 = Vector128.LoadUnsafe(in block, 32);
        var v3 = Vector128.LoadUnsafe(in block, 48);
        var quote = Vector128.Create((byte)'"');
        var backslash = Vector128.Create((byte)'\\');
        return (Vector128.Equals(v0, quote) | Vector128.Equals(v0, backslash) | Vector128.Equals(v1, quote) | Vector128.Equals(v1, backslash) | Vector128.Equals(v2, quote) | Vector128.Equals(v2, backslash) | Vector128.Equals(v3, quote) | Vector128.Equals(v3, backslash)) == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadStrings(ref readonly byte block, out ulong quotes, out ulong backslashes)
    {
        var v0 = Vector128.LoadUnsafe(in block);
        var v1 = Vector128.LoadUnsafe(in block, 16);
        var v2 = Vector128.LoadUnsafe(in block, 32);
        var v3 = Vector128.LoadUnsafe(in block, 48);
        quotes = Bits(Vector128.Equals(v0, Vector128.Create((byte)'"'))) | (Bits(Vector128.Equals(v1, Vector128.Create((byte)'"'))) << 16) | (Bits(Vector128.Equals(v2, Vector128.Create((byte)'"'))) << 32) | (Bits(Vector128.Equals(v3, Vector128.Create((byte)'"'))) << 48);
        backslashes = Bits(Vector128.Equals(v0, Vector128.Create((byte)'\\'))) | (Bits(Vector128.Equals(v1, Vector128.Create((byte)'\\'))) << 16) | (Bits(Vector128.Equals(v2, Vector128.Create((byte)'\\'))) << 32) | (Bits(Vector128.Equals(v3, Vector128.Create((byte)'\\'))) << 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadStructure(ref readonly byte block, out ulong opens, out ulong closes, out ulong commas, out ulong curly)
    {
        var v0 = Vector128.LoadUnsafe(in block);
        var v1 = Vector128.LoadUnsafe(in block, 16);
        var v2 = Vector128.LoadUnsafe(in block, 32);
        var v3 = Vector128.LoadUnsafe(in block, 48);
        // In ASCII the two kinds of brackets differ in bit 5 alone, which a shift makes the top bit.
        var bit5 = Vector128.Create((byte)0x20);
        opens = Bits(Vector128.Equals(v0 | bit5, Vector128.Create((byte)'{'))) | (Bits(Vector128.Equals(v1 | bit5, Vector128.Create((byte)'{'))) << 16) | (Bits(Vector128.Equals(v2 | bit5, Vector128.Create((byte)'{'))) << 32) | (Bits(Vector128.Equals(v3 | bit5, Vector128.Create((byte)'{'))) << 48);
        closes = Bits(Vector128.Equals(v0 | bit5, Vector128.Create((byte)'}'))) | (Bits(Vector128.Equals(v1 | bit5, Vector128.Create((byte)'}'))) << 16) | (Bits(Vector128.Equals(v2 | bit5, Vector128.Create((byte)'}'))) << 32) | (Bits(Vector128.Equals(v3 | bit5, Vector128.Create((byte)'}'))) << 48);
        commas = Bits(Vector128.Equals(v0, Vector128.Create((byte)','))) | (Bits(Vector128.Equals(v1, Vector128.Create((byte)','))) << 16) | (Bits(Vector128.Equals(v2, Vector128.Create((byte)','))) << 32) | (Bits(Vector128.Equals(v3, Vector128.Create((byte)','))) << 48);
        curly = Bits((v0.AsUInt16() << 2).AsByte()) | (Bits((v1.AsUInt16() << 2).AsByte()) << 16) | (Bits((v2.AsUInt16() << 2).AsByte()) << 32) | (Bits((v3.AsUInt16() << 2).AsByte()) << 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong FindLevel(ulong opens, ulong closes, int depth, out ulong outside)
    {
        // The running sum of one byte for each: +1 opens, -1 closes. Levels are -63 to 129, which bytes tell apart.
        var before = Vector128.Create((byte)depth);
        var level = outside = 0;
        for (var shift = 0; shift < 64; shift += 16)
        {
            var steps = Spread(closes >> shift) - Spread(opens >> shift);
            steps += Vector128.Shuffle(steps, Vector128.Create((byte)255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
            steps += Vector128.Shuffle(steps, Vector128.Create((byte)255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
            steps += Vector128.Shuffle(steps, Vector128.Create((byte)255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
            steps += Vector128.Shuffle(steps, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7));
            var levels = steps + before;
            level |= Bits(Vector128.Equals(levels, Vector128<byte>.One)) << shift;
            outside |= Bits(Vector128.Equals(levels, Vector128<byte>.Zero)) << shift;
            before = Vector128.Shuffle(levels, Vector128.Create((byte)15));
        }

        return level;
    }

    /// <summary>Makes a byte of each of the lowest 16 bits: 0xFF where it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Spread(ulong bits)
    {
        var each = Vector128.Create(0x8040_2010_0804_0201UL).AsByte();
        var bytes = Vector128.Shuffle(Vector128.CreateScalar(bits).AsByte(), Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
        return Vector128.Equals(bytes & each, each);
    }

    private static ulong Bits(Vector128<byte> marks) => marks.ExtractMostSignificantBits();
}

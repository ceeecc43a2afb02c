using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as two vectors of 256 bits: AVX2.</summary>
internal readonly struct BlockReader256 : IBlockReader
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(ref readonly byte block)
    {
        var v0 = Vector256.LoadUnsafe(in block);
        var v1 = Vector256.LoadUnsafe(in block, 32);
        var quote = Vector256.Create((byte)'"');
        var backslash = Vector256.Create((byte)'\\');
        return (Vector256.Equals(v0, quote) | Vector256.Equals(v0, backslash) | Vector256.Equals(v1, quote) | Vector256.Equals(v1, backslash)) == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadStrings(ref readonly byte block, out ulong quotes, out ulong backslashes)
    {
        var v0 = Vector256.LoadUnsafe(in block);
        var v1 = Vector256.LoadUnsafe(in block, 32);
        quotes = Bits(Vector256.Equals(v0, Vector256.Create((byte)'"'))) | (Bits(Vector256.Equals(v1, Vector256.Create((byte)'"'))) << 32);
        backslashes = Bits(Vector256.Equals(v0, Vector256.Create((byte)'\\'))) | (Bits(Vector256.Equals(v1, Vector256.Create((byte)'\\'))) << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadStructure(ref readonly byte block, out ulong opens, out ulong closes, out ulong commas, out ulong curly)
    {
        var v0 = Vector256.LoadUnsafe(in block);
        var v1 = Vector256.LoadUnsafe(in block, 32);
        // In ASCII the two kinds of brackets differ in bit 5 alone, which a shift makes the top bit.
        var bit5 = Vector256.Create((byte)0x20);
        opens = Bits(Vector256.Equals(v0 | bit5, Vector256.Create((byte)'{'))) | (Bits(Vector256.Equals(v1 | bit5, Vector256.Create((byte)'{'))) << 32);
        closes = Bits(Vector256.Equals(v0 | bit5, Vector256.Create((byte)'}'))) | (Bits(Vector256.Equals(v1 | bit5, Vector256.Create((byte)'}'))) << 32);
        commas = Bits(Vector256.Equals(v0, Vector256.Create((byte)','))) | (Bits(Vector256.Equals(v1, Vector256.Create((byte)','))) << 32);
        curly = Bits((v0.AsUInt16() << 2).AsByte()) | (Bits((v1.AsUInt16() << 2).AsByte()) << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FindLevel(ulong opens, ulong closes, int depth, out ulong outside)
    {
        if (!Avx2.IsSupported)
        {
            return BlockReader128.FindLevel(opens, closes, depth, out outside);
        }

        var middle = depth + BitOperations.PopCount((uint)opens) - BitOperations.PopCount((uint)closes);
        var low = Sum((uint)opens, (uint)closes) + Vector256.Create((byte)depth);
        var high = Sum((uint)(opens >> 32), (uint)(closes >> 32)) + Vector256.Create((byte)middle);
        outside = Bits(Vector256.Equals(low, Vector256<byte>.Zero)) | (Bits(Vector256.Equals(high, Vector256<byte>.Zero)) << 32);
        return Bits(Vector256.Equals(low, Vector256<byte>.One)) | (Bits(Vector256.Equals(high, Vector256<byte>.One)) << 32);
    }

    /// <summary>The running sum of one byte for each bit: +1 opens, -1 closes. Levels are -63 to 129, which bytes tell apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Sum(uint opens, uint closes)
    {
        var steps = Spread(closes) - Spread(opens);
        steps += Avx2.ShiftLeftLogical128BitLane(steps, 1);
        steps += Avx2.ShiftLeftLogical128BitLane(steps, 2);
        steps += Avx2.ShiftLeftLogical128BitLane(steps, 4);
        steps += Avx2.ShiftLeftLogical128BitLane(steps, 8);
        var sums = Avx2.Shuffle(steps, Vector256.Create((byte)15));
        const byte LowHalfToHigh = 0x08;
        return steps + Avx2.Permute2x128(sums, sums, LowHalfToHigh);
    }

    /// <summary>Makes a byte of each bit: 0xFF where it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Spread(uint bits)
    {
        var each = Vector256.Create(0x8040_2010_0804_0201UL).AsByte();
        var source = Vector256.Create(0UL, 0x0101_0101_0101_0101, 0x0202_0202_0202_0202, 0x0303_0303_0303_0303).AsByte();
        return Vector256.Equals(Avx2.Shuffle(Vector256.Create(bits).AsByte(), source) & each, each);
    }

    private static ulong Bits(Vector256<byte> marks) => marks.ExtractMostSignificantBits();
}

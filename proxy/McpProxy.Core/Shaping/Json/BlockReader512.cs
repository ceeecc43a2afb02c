using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as one vector of 512 bits: AVX-512.</summary>
internal readonly struct BlockReader512 : IBlockReader
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(ref readonly byte block)
    {
        var v0 = Vector512.LoadUnsafe(in block);
        var quote = Vector512.Create((byte)'"');
        var backslash = Vector512.Create((byte)'\\');
        return (Vector512.Equals(v0, quote) | Vector512.Equals(v0, backslash)) == Vector512<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadStrings(ref readonly byte block, out ulong quotes, out ulong backslashes)
    {
        var v0 = Vector512.LoadUnsafe(in block);
        quotes = Bits(Vector512.Equals(v0, Vector512.Create((byte)'"')));
        backslashes = Bits(Vector512.Equals(v0, Vector512.Create((byte)'\\')));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadStructure(ref readonly byte block, out ulong opens, out ulong closes, out ulong commas, out ulong curly)
    {
        var v0 = Vector512.LoadUnsafe(in block);
        // In ASCII the two kinds of brackets differ in bit 5 alone, which a shift makes the top bit.
        var bit5 = Vector512.Create((byte)0x20);
        opens = Bits(Vector512.Equals(v0 | bit5, Vector512.Create((byte)'{')));
        closes = Bits(Vector512.Equals(v0 | bit5, Vector512.Create((byte)'}')));
        commas = Bits(Vector512.Equals(v0, Vector512.Create((byte)',')));
        curly = Bits((v0.AsUInt16() << 2).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FindLevel(ulong opens, ulong closes, int depth, out ulong outside)
    {
        if (!Avx512BW.IsSupported)
        {
            return BlockReader128.FindLevel(opens, closes, depth, out outside);
        }

        // The running sum of one byte for each: +1 opens, -1 closes. Levels are -63 to 129, which bytes tell apart.
        var steps = Spread(closes) - Spread(opens);
        steps += Avx512BW.ShiftLeftLogical128BitLane(steps, 1);
        steps += Avx512BW.ShiftLeftLogical128BitLane(steps, 2);
        steps += Avx512BW.ShiftLeftLogical128BitLane(steps, 4);
        steps += Avx512BW.ShiftLeftLogical128BitLane(steps, 8);
        var sums = Avx512BW.Shuffle(steps, Vector512.Create((byte)15)).AsUInt64();
        var none = Vector512<ulong>.Zero;
        var before = Avx512F.AlignRight64(sums, none, 6).AsByte() + Avx512F.AlignRight64(sums, none, 4).AsByte() + Avx512F.AlignRight64(sums, none, 2).AsByte();
        var levels = steps + before + Vector512.Create((byte)depth);
        outside = Bits(Vector512.Equals(levels, Vector512<byte>.Zero));
        return Bits(Vector512.Equals(levels, Vector512<byte>.One));
    }

    /// <summary>Makes a byte of each bit: 0xFF where it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Spread(ulong bits)
    {
        var each = Vector512.Create(0x8040_2010_0804_0201UL).AsByte();
        var source = Vector512.Create(0UL, 0x0101_0101_0101_0101, 0x0202_0202_0202_0202, 0x0303_0303_0303_0303, 0x0404_0404_0404_0404, 0x0505_0505_0505_0505, 0x0606_0606_0606_0606, 0x0707_0707_0707_0707).AsByte();
        return Vector512.Equals(Avx512BW.Shuffle(Vector512.Create(bits).AsByte(), source) & each, each);
    }

    private static ulong Bits(Vector512<byte> marks) => marks.ExtractMostSignificantBits();
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace McpProxy.Shaping.Json;

/// <summary>Reads a block as eight words of 64 bits, on processors without vectors.</summary>
internal readonly struct BlockReader64 : IBlockReader
{
    private const ulong EachByte = 0x0101_0101_0101_0101;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsPlain(ref readonly byte block)
    {
        ulong found = 0;
        for (var i = 0; i < 64; i += 8)
        {
            var word = Word(in block, i);
            found |= Marks(word, '"') | Marks(word, '\\');
        }

        return found == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadStrings(ref readonly byte block, out ulong quotes, out ulong backslashes)
    {
        quotes = backslashes = 0;
        for (var i = 0; i < 64; i += 8)
        {
            var word = Word(in block, i);
            quotes |= Bits(Marks(word, '"')) << i;
            backslashes |= Bits(Marks(word, '\\')) << i;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadStructure(ref readonly byte block, out ulong opens, out ulong closes, out ulong commas, out ulong curly)
    {
        opens = closes = commas = curly = 0;
        for (var i = 0; i < 64; i += 8)
        {
            var word = Word(in block, i);
            var folded = word | (0x20 * EachByte);
            opens |= Bits(Marks(folded, '{')) << i;
            closes |= Bits(Marks(folded, '}')) << i;
            commas |= Bits(Marks(word, ',')) << i;
            curly |= Bits((word << 2) & (0x80 * EachByte)) << i;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong FindLevel(ulong opens, ulong closes, int depth, out ulong outside)
    {
        ulong level = 0;
        outside = 0;
        for (var i = 0; i < 64; i++)
        {
            depth += (int)((opens >> i) & 1) - (int)((closes >> i) & 1);
            level |= (depth == 1 ? 1UL : 0) << i;
            outside |= (depth == 0 ? 1UL : 0) << i;
        }

        return level;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref readonly byte block, int at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in block), at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    /// <summary>The top bit of each byte that equals a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Marks(ulong word, char character)
    {
        // A byte that differs is not 0: its low bits carry into the top bit when 0x7F is added, or it has the top bit itself.
        var differs = word ^ (character * EachByte);
        return ~(((differs & (0x7F * EachByte)) + (0x7F * EachByte)) | differs) & (0x80 * EachByte);
    }

    /// <summary>The top bits of the bytes, gathered: each factor moves one of them to its place in the top byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(ulong marks) => ((marks >> 7) * 0x0102_0408_1020_4080) >> 56;
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace McpProxy.Shaping.Json;

/// <summary>
/// Skips the rest of a JSON array or object in pieces of any size, and counts the commas that separate its children. It looks
/// at the structure alone: strings, nesting, and that as many brackets of each kind close as open. What stands between them
/// is not checked, so that a block of 64 bytes costs a few instructions.
/// </summary>
/// <remarks>
/// Masks of one bit per byte, after Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019): which quotes are
/// escaped is the parity of the backslashes before them, what lies in strings is the running parity of the other quotes.
/// </remarks>
internal struct JsonSkipper
{
    private const int BlockSize = 64;
    private const int FewReturns = 2;
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    private long _depth;
    private long _curlyDepth;
    private ulong _inString;
    private ulong _escapes;

    /// <param name="depth">How many brackets are to be closed, the container's own included; at least 1.</param>
    /// <param name="curlyDepth">How many of them are <c>}</c>.</param>
    /// <param name="inString">Whether the first byte is inside a string.</param>
    /// <param name="escaped">Whether it is escaped by a backslash before it.</param>
    public JsonSkipper(long depth, long curlyDepth, bool inString = false, bool escaped = false)
    {
        _depth = depth;
        _curlyDepth = curlyDepth;
        _inString = inString ? ulong.MaxValue : 0;
        _escapes = escaped ? 1UL : 0;
    }

    /// <summary>The commas found so far directly in the container.</summary>
    public long Commas { get; private set; }

    /// <summary>Whether every kind of bracket was closed as often as it was opened; meant for after the end.</summary>
    public readonly bool IsBalanced => _curlyDepth == 0;

    /// <summary>Skips bytes.</summary>
    /// <param name="bytes">What comes next.</param>
    /// <param name="consumed">How many of them belong to the container: all of them until it ends; then its last bracket is the last one.</param>
    /// <returns>Whether the container has ended.</returns>
    public bool Skip(ReadOnlySpan<byte> bytes, out int consumed) =>
        Vector512.IsHardwareAccelerated ? Skip<BlockReader512>(bytes, out consumed)
        : Vector256.IsHardwareAccelerated ? Skip<BlockReader256>(bytes, out consumed)
        : Vector128.IsHardwareAccelerated ? Skip<BlockReader128>(bytes, out consumed)
        : Skip<BlockReader64>(bytes, out consumed);

    /// <summary>Skips bytes with vectors of a given width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // An answer may be the first one of a process: this loop is compiled well at once.
    internal bool Skip<TReader>(ReadOnlySpan<byte> bytes, out int consumed)
        where TReader : struct, IBlockReader
    {
        var run = this; // The struct's fields stay in registers this way.
        consumed = 0;
        var ended = false;
        while (!ended && bytes.Length - consumed >= BlockSize)
        {
            ref readonly var block = ref bytes[consumed];
            TReader.ReadStrings(in block, out var quotes, out var backslashes);
            if ((quotes | backslashes) != 0 || run._inString == 0)
            {
                ended = run.SkipBlock<TReader>(in block, quotes, backslashes, BlockSize, ref consumed);
                continue;
            }

            // Inside a long string only its end matters.
            run._escapes = 0;
            do
            {
                consumed += BlockSize;
            }
            while (bytes.Length - consumed >= BlockSize && TReader.IsPlain(in bytes[consumed]));
        }

        if (!ended && consumed < bytes.Length)
        {
            ended = run.SkipTail<TReader>(bytes[consumed..], ref consumed);
        }

        this = run;
        return ended;
    }

    /// <summary>The last bytes of a piece, filled up with spaces, which are nothing anywhere in JSON.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SkipTail<TReader>(ReadOnlySpan<byte> bytes, ref int consumed)
        where TReader : struct, IBlockReader
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block[bytes.Length..].Fill((byte)' ');
        bytes.CopyTo(block);
        TReader.ReadStrings(in block[0], out var quotes, out var backslashes);
        return SkipBlock<TReader>(in block[0], quotes, backslashes, bytes.Length, ref consumed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SkipBlock<TReader>(ref readonly byte block, ulong quotes, ulong backslashes, int length, ref int consumed)
        where TReader : struct, IBlockReader
    {
        if ((backslashes | _escapes) != 0)
        {
            quotes &= ~FindEscaped(backslashes, length);
        }

        var inString = RunningParity(quotes) ^ _inString;
        _inString = (ulong)((long)inString >> 63);
        if (inString == ulong.MaxValue)
        {
            consumed += length;
            return false;
        }

        TReader.ReadStructure(in block, out var opens, out var closes, out var commas, out var curly);
        opens &= ~inString;
        closes &= ~inString;
        commas &= ~inString;
        var closing = BitOperations.PopCount(closes);
        if (_depth - closing < 2)
        {
            // The container's own level may be reached.
            if ((opens | closes) == 0)
            {
                Commas += BitOperations.PopCount(commas);
                consumed += length;
                return false;
            }

            if (CountAtLevel<TReader>(opens, closes, commas, closing, out var belonging))
            {
                _curlyDepth += BitOperations.PopCount(opens & curly & belonging) - BitOperations.PopCount(closes & curly & belonging);
                consumed += BitOperations.PopCount(belonging);
                return true;
            }
        }

        _depth += BitOperations.PopCount(opens) - closing;
        _curlyDepth += BitOperations.PopCount(opens & curly) - BitOperations.PopCount(closes & curly);
        consumed += length;
        return false;
    }

    /// <summary>Counts the commas of a block in which the container's own level is reached, and finds how much of it belongs to the container.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool CountAtLevel<TReader>(ulong opens, ulong closes, ulong commas, int closing, out ulong belonging)
        where TReader : struct, IBlockReader
    {
        if (closing - _depth > FewReturns)
        {
            var level = TReader.FindLevel(opens, closes, (int)_depth, out var outside);
            belonging = outside ^ (outside - 1);
            Commas += BitOperations.PopCount(commas & level & belonging);
            return outside != 0;
        }

        var depth = (int)_depth;
        if (depth == 1)
        {
            Commas += BitOperations.PopCount(commas & Below(opens | closes));
        }
        else if (depth > 2 && Bmi2.X64.IsSupported)
        {
            // However few brackets open here, the first ones that close do not reach the container's level.
            closes &= ulong.MaxValue << BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << (depth - 2), closes));
            depth = 2;
        }

        for (; closes != 0; closes &= closes - 1)
        {
            depth--;
            var below = Below(closes);
            var now = depth + BitOperations.PopCount(opens & below);
            if (now > 1)
            {
                continue;
            }

            belonging = (below << 1) | 1;
            if (now == 0)
            {
                return true;
            }

            // From this bracket to the next one.
            Commas += BitOperations.PopCount(commas & ~belonging & Below((opens | closes) & ~belonging));
        }

        belonging = 0;
        return false;
    }

    /// <summary>The bits below the lowest one that is set; all bits when none is.</summary>
    private static ulong Below(ulong bits) => (bits - 1) & ~bits;

    /// <summary>The bytes that stand behind an odd number of backslashes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong FindEscaped(ulong backslashes, int length)
    {
        var carried = _escapes;
        backslashes &= ~carried;
        var starts = backslashes & ~(backslashes << 1);
        var evenStarts = starts & EvenBits;
        var oddStarts = starts & ~EvenBits;
        // Adding the start of a run to it carries to the byte behind the run.
        var behindEven = (backslashes + evenStarts) & ~backslashes;
        var oddSum = backslashes + oddStarts;
        var behindOdd = oddSum & ~backslashes;
        var escaped = carried | (behindEven & ~EvenBits) | (behindOdd & EvenBits);
        _escapes = length < BlockSize ? (escaped >> length) & 1 : (oddSum < backslashes ? 1UL : 0);
        return escaped;
    }

    /// <summary>Each bit becomes the parity of itself and all bits below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RunningParity(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
        {
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        }

        for (var shift = 1; shift < BlockSize; shift <<= 1)
        {
            bits ^= bits << shift;
        }

        return bits;
    }
}

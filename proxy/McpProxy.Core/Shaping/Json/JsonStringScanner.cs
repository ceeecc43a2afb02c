using System.Numerics;
using System.Runtime.Intrinsics;

namespace McpProxy.Shaping.Json;

/// <summary>
/// Reads what stands between the quotes of a JSON string, in pieces of any size, and checks it: no control characters, known
/// escapes, valid UTF-8 (RFC 3629). Half surrogate pairs as escapes are what RFC 8259 leaves open; they pass.
/// </summary>
internal struct JsonStringScanner
{
    private const int HighSurrogateLength = 6;

    private int _hexLeft;
    private int _unit;
    private bool _afterBackslash;
    private int _continuationsLeft;
    private byte _lowest;
    private byte _highest;
    private bool _afterHighSurrogate;

    /// <summary>How many of the bytes read last belong to a character or escape that is not whole: a cut must be before them.</summary>
    public int Pending { get; private set; }

    /// <summary>Whether the next byte stands behind a backslash.</summary>
    public readonly bool AfterBackslash => _afterBackslash;

    /// <summary>Reads on; the closing quote is consumed.</summary>
    public TextProgress Scan(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length)
        {
            if (Pending == 0 || _afterHighSurrogate)
            {
                SkipPlain(bytes, ref at);
                if (at == bytes.Length)
                {
                    break;
                }
            }

            var value = bytes[at];
            if (value == '"' && IsBetweenCharacters)
            {
                at++;
                this = default;
                return TextProgress.Ended;
            }

            if (!Take(value))
            {
                Pending--;
                return TextProgress.Malformed;
            }

            at++;
        }

        return TextProgress.Unfinished;
    }

    /// <summary>Whether the next byte begins a character or escape, or ends the string.</summary>
    public readonly bool IsBetweenCharacters => !_afterBackslash && _hexLeft == 0 && _continuationsLeft == 0;

    /// <summary>Characters that need no thought: ASCII without quotes, backslashes and control characters.</summary>
    private void SkipPlain(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (!IsBetweenCharacters)
        {
            return;
        }

        var start = at;
        while (bytes.Length - at >= Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(in bytes[at]);
            // As signed bytes, control characters and everything beyond ASCII are below the space.
            var stops = Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\')) | Vector256.LessThan(block.AsSByte(), Vector256.Create((sbyte)' ')).AsByte();
            var bits = stops.ExtractMostSignificantBits();
            if (bits != 0)
            {
                at += BitOperations.TrailingZeroCount(bits);
                Moved(start, at);
                return;
            }

            at += Vector256<byte>.Count;
        }

        while (at < bytes.Length && bytes[at] is >= (byte)' ' and < 0x80 and not (byte)'"' and not (byte)'\\')
        {
            at++;
        }

        Moved(start, at);
    }

    private void Moved(int from, int to)
    {
        if (to > from)
        {
            Pending = 0;
            _afterHighSurrogate = false;
        }
    }

    /// <summary>Takes a byte that is not plain.</summary>
    private bool Take(byte value)
    {
        Pending++;
        if (_continuationsLeft > 0)
        {
            return TakeContinuation(value);
        }

        if (_hexLeft > 0)
        {
            return TakeHex(value);
        }

        if (_afterBackslash)
        {
            return TakeEscaped(value);
        }

        if (value == '\\')
        {
            _afterBackslash = true;
            return true;
        }

        _afterHighSurrogate = false;
        Pending = 1;
        return TakeLead(value);
    }

    private bool TakeEscaped(byte value)
    {
        if (value == 'u')
        {
            _afterBackslash = false;
            _hexLeft = 4;
            _unit = 0;
            return true;
        }

        if (value is not ((byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t'))
        {
            return false;
        }

        _afterBackslash = false;
        _afterHighSurrogate = false;
        Pending = 0;
        return true;
    }

    private bool TakeHex(byte value)
    {
        if (!char.IsAsciiHexDigit((char)value))
        {
            return false;
        }

        _unit = (_unit << 4) | (value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10);
        if (--_hexLeft == 0)
        {
            _afterHighSurrogate = char.IsHighSurrogate((char)_unit);
            Pending = _afterHighSurrogate ? HighSurrogateLength : 0;
        }

        return true;
    }

    private bool TakeLead(byte value)
    {
        (_continuationsLeft, _lowest, _highest) = value switch
        {
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            _ => (0, (byte)0, (byte)0),
        };
        return _continuationsLeft > 0;
    }

    private bool TakeContinuation(byte value)
    {
        if (value < _lowest || value > _highest)
        {
            return false;
        }

        (_lowest, _highest) = (0x80, 0xBF);
        if (--_continuationsLeft == 0)
        {
            Pending = 0;
        }

        return true;
    }
}

namespace McpProxy.Shaping.Json;

/// <summary>Reads a JSON number in pieces of any size (RFC 8259, section 6).</summary>
internal struct JsonNumberScanner
{
    private Part _part;

    private enum Part : byte
    {
        Start,
        Minus,
        Zero,
        Digits,
        Point,
        Fraction,
        Exponent,
        Sign,
        ExponentDigits,
    }

    /// <summary>Whether the number may end here.</summary>
    public readonly bool IsWhole => _part is Part.Zero or Part.Digits or Part.Fraction or Part.ExponentDigits;

    /// <summary>Reads on. The byte that ends the number is not consumed.</summary>
    public TextProgress Scan(ReadOnlySpan<byte> bytes, ref int at)
    {
        for (; at < bytes.Length; at++)
        {
            var value = bytes[at];
            Part? next = char.IsAsciiDigit((char)value) ? AfterDigit(value) : AfterOther(value);
            if (next is not { } part)
            {
                return IsWhole ? TextProgress.Ended : TextProgress.Malformed;
            }

            _part = part;
        }

        return TextProgress.Unfinished;
    }

    private readonly Part? AfterDigit(byte value) => _part switch
    {
        Part.Digits => Part.Digits,
        Part.Start or Part.Minus => value == '0' ? Part.Zero : Part.Digits,
        Part.Point or Part.Fraction => Part.Fraction,
        Part.Exponent or Part.Sign or Part.ExponentDigits => Part.ExponentDigits,
        _ => null,
    };

    private readonly Part? AfterOther(byte value) => (_part, value) switch
    {
        (Part.Start, (byte)'-') => Part.Minus,
        (Part.Zero or Part.Digits, (byte)'.') => Part.Point,
        (Part.Zero or Part.Digits or Part.Fraction, (byte)'e' or (byte)'E') => Part.Exponent,
        (Part.Exponent, (byte)'+' or (byte)'-') => Part.Sign,
        _ => null,
    };
}

using System.Globalization;
using System.Numerics;
using System.Text;

namespace McpProxy.Tools.Schema.Values;

/// <summary>Tells whether numbers are whole multiples of one number: exact, and without ever writing out <c>1e308</c>.</summary>
internal sealed class NumberDivisor
{
    /// <summary>Up to here a remainder times ten still fits a <see cref="ulong"/>.</summary>
    private const ulong MaxSmall = ulong.MaxValue / 16;

    private readonly BigInteger _digits;
    private readonly ulong _small;
    private readonly long _power;
    private readonly long? _plain;

    /// <param name="divisor">A number in JSON syntax, above zero.</param>
    public NumberDivisor(ReadOnlySpan<byte> divisor)
    {
        var number = JsonNumber.Parse(divisor);
        var text = new StringBuilder();
        for (var digits = number.GetDigits(); digits.MoveNext();)
        {
            text.Append((char)('0' + digits.Current));
        }

        _digits = BigInteger.Parse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        _small = _digits <= MaxSmall ? (ulong)_digits : 0;
        _power = number.Exponent - number.DigitCount;
        _plain = JsonNumber.TryReadSmall(divisor, out var plain) ? plain : null;
    }

    public bool Divides(ReadOnlySpan<byte> text)
    {
        if (_plain is { } plain && JsonNumber.TryReadSmall(text, out var small))
        {
            return small % plain == 0;
        }

        // value = a·10^x and divisor = b·10^y with a and b not ending in 0. For x < y the quotient would need a to end in 0.
        var number = JsonNumber.Parse(text);
        var power = number.Exponent - number.DigitCount - _power;
        if (number.IsZero || power < 0)
        {
            return number.IsZero;
        }

        return _small != 0 ? DividesSmall(number, power) : DividesLarge(number, power);
    }

    private bool DividesSmall(JsonNumber number, long power)
    {
        var remainder = 0UL;
        for (var digits = number.GetDigits(); digits.MoveNext();)
        {
            remainder = ((remainder * 10) + (ulong)digits.Current) % _small;
        }

        UInt128 scale = 1;
        for (UInt128 square = 10 % _small; power > 0; power >>= 1)
        {
            scale = (power & 1) == 0 ? scale : scale * square % _small;
            square = square * square % _small;
        }

        return remainder * scale % _small == 0;
    }

    private bool DividesLarge(JsonNumber number, long power)
    {
        var remainder = BigInteger.Zero;
        for (var digits = number.GetDigits(); digits.MoveNext();)
        {
            remainder = ((remainder * 10) + digits.Current) % _digits;
        }

        return (remainder * BigInteger.ModPow(10, power, _digits) % _digits).IsZero;
    }
}

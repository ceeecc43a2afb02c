using System.Buffers.Text;

namespace McpProxy.Tools.Schema.Values;

/// <summary>
/// A JSON number of any size, taken apart without being converted: <c>0.DIGITS × 10^Exponent</c>. Comparisons are exact where
/// <see cref="double"/> would round or overflow.
/// </summary>
internal readonly ref struct JsonNumber
{
    /// <summary>Exponents beyond this are held as this; no text of a permitted size can reach it by its digits.</summary>
    private const long ExponentLimit = long.MaxValue / 4;

    private readonly ReadOnlySpan<byte> _mantissa;

    private JsonNumber(bool isNegative, ReadOnlySpan<byte> mantissa, int digitCount, long exponent)
    {
        IsNegative = isNegative;
        _mantissa = mantissa;
        DigitCount = digitCount;
        Exponent = exponent;
    }

    public bool IsNegative { get; }

    /// <summary>The number of significant digits: without zeros at either end.</summary>
    public int DigitCount { get; }

    /// <summary>The power of ten of the first digit, plus one.</summary>
    public long Exponent { get; }

    public bool IsZero => DigitCount == 0;

    public bool IsInteger => Exponent >= DigitCount;

    /// <param name="number">A number in JSON syntax.</param>
    public static JsonNumber Parse(ReadOnlySpan<byte> number)
    {
        var isNegative = number[0] == '-';
        var body = isNegative ? number[1..] : number;
        var exponentMark = body.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponentMark < 0 ? body : body[..exponentMark];
        var point = mantissa.IndexOf((byte)'.');
        var integerDigits = point < 0 ? mantissa.Length : point;

        var first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0)
        {
            return default;
        }

        var last = mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        var pointInside = point > first && point < last;
        var leadingZeros = point >= 0 && first > point ? first - 1 : first;
        var exponent = exponentMark < 0 ? 0 : ParseExponent(body[(exponentMark + 1)..]);
        return new JsonNumber(
            isNegative,
            mantissa[first..(last + 1)],
            last - first + (pointInside ? 0 : 1),
            exponent + integerDigits - leadingZeros);
    }

    /// <summary>Whether the text of a number is an integer by value: <c>1</c>, <c>1.0</c>, <c>1e2</c>.</summary>
    public static bool IsIntegerText(ReadOnlySpan<byte> number) =>
        number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || Parse(number).IsInteger;

    /// <summary>Reads plain integers of up to 18 digits: what numbers in arguments almost always are.</summary>
    public static bool TryReadSmall(ReadOnlySpan<byte> number, out long value)
    {
        value = 0;
        return number.Length <= 18 && Utf8Parser.TryParse(number, out value, out var consumed) && consumed == number.Length;
    }

    /// <summary>The value as a count: false unless it is an integer of 0 or more; <see cref="long.MaxValue"/> when it is larger than that.</summary>
    public bool TryGetCount(out long count)
    {
        count = 0;
        if (!IsInteger || IsNegative)
        {
            return IsZero;
        }

        if (Exponent > 18)
        {
            count = long.MaxValue;
            return true;
        }

        for (var digits = GetDigits(); digits.MoveNext();)
        {
            count = (count * 10) + digits.Current;
        }

        for (var zeros = Exponent - DigitCount; zeros > 0; zeros--)
        {
            count *= 10;
        }

        return true;
    }

    public int CompareTo(JsonNumber other)
    {
        if (IsZero || other.IsZero)
        {
            return Sign() - other.Sign();
        }

        if (IsNegative != other.IsNegative)
        {
            return Sign();
        }

        var magnitude = Exponent != other.Exponent ? Exponent.CompareTo(other.Exponent) : CompareDigits(other);
        return IsNegative ? -magnitude : magnitude;
    }

    public DigitEnumerator GetDigits() => new(_mantissa);

    private static long ParseExponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        var value = 0L;
        foreach (var digit in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            value = Math.Min((value * 10) + (digit - '0'), ExponentLimit / 10);
        }

        return isNegative ? -value : value;
    }

    private int Sign() => IsZero ? 0 : IsNegative ? -1 : 1;

    private int CompareDigits(JsonNumber other)
    {
        var mine = GetDigits();
        var theirs = other.GetDigits();
        while (true)
        {
            var more = mine.MoveNext();
            if (more != theirs.MoveNext())
            {
                return more ? 1 : -1;
            }

            if (!more || mine.Current != theirs.Current)
            {
                return more ? mine.Current - theirs.Current : 0;
            }
        }
    }

    /// <summary>Walks the significant digits, most significant first, as values 0 to 9.</summary>
    public ref struct DigitEnumerator(ReadOnlySpan<byte> mantissa)
    {
        private readonly ReadOnlySpan<byte> _mantissa = mantissa;
        private int _index = -1;

        public readonly int Current => _mantissa[_index] - '0';

        public bool MoveNext()
        {
            _index++;
            if (_index < _mantissa.Length && _mantissa[_index] == '.')
            {
                _index++;
            }

            return _index < _mantissa.Length;
        }
    }
}

namespace McpProxy.Tools.Schema.Formats;

/// <summary>Dates, times and durations of RFC 3339.</summary>
internal static class TimeFormats
{
    private const int MinutesPerDay = 24 * 60;
    private const int DateLength = 10;

    /// <summary><c>2026-01-31T12:00:00Z</c>.</summary>
    public static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text.Length > DateLength
        && text[DateLength] is (byte)'T' or (byte)'t'
        && IsDate(text[..DateLength])
        && IsTime(text[(DateLength + 1)..]);

    /// <summary><c>2026-01-31</c>.</summary>
    public static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length == DateLength
        && text[4] == '-'
        && text[7] == '-'
        && Number(text[..4]) is >= 0 and var year
        && Number(text[5..7]) is >= 1 and <= 12 and var month
        && Number(text[8..]) is >= 1 and var day
        && day <= DaysIn(year, month);

    /// <summary><c>12:00:00.5+01:00</c>; a leap second only where it is 23:59:60 in UTC.</summary>
    public static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length < 9
            || text[2] != ':'
            || text[5] != ':'
            || Number(text[..2]) is not (>= 0 and <= 23 and var hour)
            || Number(text[3..5]) is not (>= 0 and <= 59 and var minute)
            || Number(text[6..8]) is not (>= 0 and <= 60 and var second))
        {
            return false;
        }

        var rest = text[8..];
        if (rest[0] == '.')
        {
            var digits = DigitCount(rest[1..]);
            if (digits == 0)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return TryReadOffset(rest, out var offset)
            && (second < 60 || (MinutesPerDay + (hour * 60) + minute - offset) % MinutesPerDay == MinutesPerDay - 1);
    }

    /// <summary><c>P3DT12H</c>; units may not be skipped between the first and the last (RFC 3339, appendix A).</summary>
    public static bool IsDuration(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        var rest = text[1..];
        if (rest[^1] == 'W')
        {
            return DigitCount(rest) == rest.Length - 1;
        }

        var time = rest.IndexOf((byte)'T');
        return time switch
        {
            < 0 => IsUnitSequence(rest, "YMD"u8),
            0 => IsUnitSequence(rest[1..], "HMS"u8),
            _ => IsUnitSequence(rest[..time], "YMD"u8) && IsUnitSequence(rest[(time + 1)..], "HMS"u8),
        };
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length != 6
            || text[0] is not ((byte)'+' or (byte)'-')
            || text[3] != ':'
            || Number(text[1..3]) is not (>= 0 and <= 23 and var hour)
            || Number(text[4..]) is not (>= 0 and <= 59 and var minute))
        {
            return false;
        }

        minutes = (text[0] == '-' ? -1 : 1) * ((hour * 60) + minute);
        return true;
    }

    private static bool IsUnitSequence(ReadOnlySpan<byte> text, ReadOnlySpan<byte> units)
    {
        var expected = -1;
        while (!text.IsEmpty)
        {
            var digits = DigitCount(text);
            var unit = digits < text.Length ? units.IndexOf(text[digits]) : -1;
            if (digits == 0 || unit < 0 || (expected >= 0 && unit != expected))
            {
                return false;
            }

            expected = unit + 1;
            text = text[(digits + 1)..];
        }

        return expected >= 0;
    }

    private static int DigitCount(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length;

    /// <returns>The number that all of the text is, or -1.</returns>
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }

            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    /// <summary>As <see cref="DateTime.DaysInMonth"/>, which knows no year 0.</summary>
    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}

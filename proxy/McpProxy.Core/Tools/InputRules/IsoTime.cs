namespace McpProxy.Tools.InputRules;

/// <summary>A date, or a date and a time of day, as ISO 8601 and RFC 3339 write them.</summary>
/// <param name="Date">The day that is written.</param>
/// <param name="HasTime">Whether a time of day is written too.</param>
/// <param name="UnixMilliseconds">The instant; where no offset is written it is that in UTC, and a day begins at midnight.</param>
internal readonly record struct IsoTime(DateOnly Date, bool HasTime, long UnixMilliseconds)
{
    private const long MillisecondsPerMinute = 60_000;

    /// <summary>Reads <c>2026-01-31</c>, <c>20260131</c>, <c>2026-01-31T10:30</c> with seconds, a fraction, and <c>Z</c> or an offset where there are some.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IsoTime time)
    {
        time = default;
        if (!TryReadDate(ref text, out var date))
        {
            return false;
        }

        var milliseconds = (long)(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 24 * 60 * MillisecondsPerMinute;
        if (text.IsEmpty)
        {
            time = new IsoTime(date, HasTime: false, milliseconds);
            return true;
        }

        if (text[0] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryReadTime(text[1..], out var ofDay))
        {
            return false;
        }

        time = new IsoTime(date, HasTime: true, milliseconds + ofDay);
        return true;
    }

    private static bool TryReadDate(ref ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        int year, month, day;
        if (text.Length >= 10 && text[4] == '-' && text[7] == '-')
        {
            (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
            text = text[10..];
        }
        else if (text.Length == 8)
        {
            (year, month, day) = (Digits(text[..4]), Digits(text[4..6]), Digits(text[6..]));
            text = [];
        }
        else
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Reads <c>HH:mm[:ss[.fff]][Z|±HH[:]mm]</c>; milliseconds from midnight in UTC, which may be of the day before or after.</summary>
    private static bool TryReadTime(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 5 || text[2] != ':' || Digits(text[..2]) is not (>= 0 and < 24 and var hour) || Digits(text[3..5]) is not (>= 0 and < 60 and var minute))
        {
            return false;
        }

        milliseconds = (hour * 60 + minute) * MillisecondsPerMinute;
        text = text[5..];
        if (text is [(byte)':', _, _, ..])
        {
            if (Digits(text[1..3]) is not (>= 0 and < 60 and var second))
            {
                return false;
            }

            milliseconds += second * 1000;
            text = text[3..];
            if (text is [(byte)'.' or (byte)',', ..] && !TryReadFraction(ref text, ref milliseconds))
            {
                return false;
            }
        }

        return text is [] or [(byte)'Z' or (byte)'z'] || TryReadOffset(text, ref milliseconds);
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, ref long milliseconds)
    {
        var digits = text[1..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = end < 0 ? digits : digits[..end];
        for (int i = 0, unit = 100; i < Math.Min(digits.Length, 3); i++, unit /= 10)
        {
            milliseconds += (digits[i] - '0') * unit;
        }

        text = text[(1 + digits.Length)..];
        return digits.Length > 0;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, ref long milliseconds)
    {
        if (text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        var negative = text[0] == '-';
        var minutes = text[1..] switch
        {
            [_, _] => 0,
            [_, _, _, _] => Digits(text[3..]),
            [_, _, (byte)':', _, _] => Digits(text[4..]),
            _ => -1,
        };
        var hours = minutes is < 0 or > 59 ? -1 : Digits(text[1..3]);
        if (hours is < 0 or > 23)
        {
            return false;
        }

        var offset = (hours * 60 + minutes) * MillisecondsPerMinute;
        milliseconds += negative ? offset : -offset;
        return true;
    }

    /// <summary>The number that digits write; -1 when there is anything else.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit((char)letter))
            {
                return -1;
            }

            number = number * 10 + (letter - '0');
        }

        return number;
    }
}

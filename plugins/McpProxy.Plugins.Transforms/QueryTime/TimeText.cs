using System.Globalization;

namespace McpProxy.Plugins.Transforms.QueryTime;

/// <summary>Reads a time in the forms that callers use.</summary>
internal static class TimeText
{
    /// <summary>What can be read, for error messages.</summary>
    public const string Forms = "seconds or milliseconds since 1970 (1700000000), YYYYMMDD, YYYY-MM-DD, or ISO 8601 (2024-01-02T03:04:05, with Z or +02:00; UTC without)";

    private const int LongestIso = 40;
    private const string Fraction = ".FFFFFFF";

    private static readonly string[] _isoForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        $"yyyy-MM-dd'T'HH:mm:ss{Fraction}K",
        "yyyy-MM-dd HH:mmK",
        $"yyyy-MM-dd HH:mm:ss{Fraction}K",
    ];

    /// <param name="text">A decoded value.</param>
    /// <param name="time">The time, in UTC.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        text = text.Trim();
        return text.ContainsAnyExceptInRange('0', '9') ? TryReadIso(text, out time) : TryReadDigits(text, out time);
    }

    /// <summary>By their count: eight are a date, as so many seconds would be in 1970.</summary>
    private static bool TryReadDigits(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        switch (text.Length)
        {
            case 8:
                return DateTimeOffset.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
            case 9 or 10 or 11:
                time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));
                return true;
            case 12 or 13 or 14:
                time = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadIso(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        Span<char> mended = stackalloc char[LongestIso];
        if (text.Length > LongestIso)
        {
            time = default;
            return false;
        }

        text.CopyTo(mended);
        mended = mended[..text.Length];
        if (mended.Length > 19 && mended[^6] == ' ' && mended[^3] == ':')
        {
            // A plus that was not escaped in the query stands for a space.
            mended[^6] = '+';
        }

        return DateTimeOffset.TryParseExact(mended, _isoForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}

using System.Globalization;

namespace McpProxy.Tools.Schema.Formats.Idna;

/// <summary>
/// Which code points a label may hold wherever it likes (RFC 5892, section 3), derived from the runtime's Unicode categories.
/// Blocks of compatibility characters stand in for the rule that a code point must survive normalisation.
/// </summary>
internal static class IdnaCodePoints
{
    /// <summary>Exceptions that are valid (section 2.6).</summary>
    private static ReadOnlySpan<int> AlwaysValid => [0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007];

    /// <summary>Exceptions that are not (section 2.6).</summary>
    private static ReadOnlySpan<int> NeverValid =>
        [0x0640, 0x07FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B];

    public static UnicodeCategory Category(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint);

    public static bool IsValid(int codePoint)
    {
        if (codePoint == '-' || AlwaysValid.Contains(codePoint))
        {
            return true;
        }

        return !NeverValid.Contains(codePoint)
            && !IdnaContext.IsRestricted(codePoint)
            && !IsOldJamo(codePoint)
            && !IsCompatibility(codePoint)
            && Category(codePoint)
                is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;
    }

    private static bool IsOldJamo(int codePoint) =>
        codePoint is (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97F) or (>= 0xD7B0 and <= 0xD7FF);

    private static bool IsCompatibility(int codePoint) =>
        codePoint is (>= 0x3130 and <= 0x318F) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFB00 and <= 0xFDFF)
            or (>= 0xFE70 and <= 0xFFEF) or (>= 0x2F800 and <= 0x2FA1F) or 0x00AA or 0x00BA;
}

using System.Globalization;

namespace McpProxy.Tools.Schema.Formats.Idna;

/// <summary>Code points that are valid only among certain others (RFC 5892, appendix A).</summary>
internal static class IdnaContext
{
    private const int MiddleDot = 0x00B7;
    private const int GreekKeraia = 0x0375;
    private const int HebrewGeresh = 0x05F3;
    private const int HebrewGershayim = 0x05F4;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int KatakanaMiddleDot = 0x30FB;

    /// <summary>Signs with the canonical combining class Virama, in the scripts of the basic plane.</summary>
    private static ReadOnlySpan<int> Viramas =>
    [
        0x094D, 0x09CD, 0x0A4D, 0x0ACD, 0x0B4D, 0x0BCD, 0x0C4D, 0x0CCD, 0x0D3B, 0x0D3C, 0x0D4D, 0x0DCA, 0x0E3A, 0x0EBA, 0x0F84,
        0x1039, 0x103A, 0x1714, 0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA8C4, 0xA953,
        0xA9C0, 0xAAF6, 0xABED,
    ];

    public static bool IsRestricted(int codePoint) =>
        codePoint is MiddleDot or GreekKeraia or HebrewGeresh or HebrewGershayim or ZeroWidthNonJoiner or ZeroWidthJoiner or KatakanaMiddleDot
        || IsArabicDigit(codePoint)
        || IsExtendedArabicDigit(codePoint);

    /// <summary>Whether the code point at a position is restricted and stands where it may.</summary>
    public static bool Allows(IReadOnlyList<int> label, int position)
    {
        var before = position > 0 ? label[position - 1] : 0;
        var after = position + 1 < label.Count ? label[position + 1] : 0;
        return label[position] switch
        {
            MiddleDot => before == 'l' && after == 'l',
            GreekKeraia => after is (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF),
            HebrewGeresh or HebrewGershayim => before is >= 0x0591 and <= 0x05F4,
            ZeroWidthJoiner => Viramas.Contains(before),
            ZeroWidthNonJoiner => Viramas.Contains(before) || JoinsBothSides(label, position),
            KatakanaMiddleDot => label.Any(IsJapanese),
            var digit when IsArabicDigit(digit) => !label.Any(IsExtendedArabicDigit),
            var digit when IsExtendedArabicDigit(digit) => !label.Any(IsArabicDigit),
            _ => false,
        };
    }

    private static bool IsArabicDigit(int codePoint) => codePoint is >= 0x0660 and <= 0x0669;

    private static bool IsExtendedArabicDigit(int codePoint) => codePoint is >= 0x06F0 and <= 0x06F9;

    private static bool IsJapanese(int codePoint) =>
        codePoint is (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FD and <= 0x30FF)
            or 0x3005 or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3134F);

    /// <summary>Whether cursive letters on both sides would join across this place: letters of the Arabic block are known here.</summary>
    private static bool JoinsBothSides(IReadOnlyList<int> label, int position)
    {
        var before = position - 1;
        while (before >= 0 && IdnaCodePoints.Category(label[before]) == UnicodeCategory.NonSpacingMark)
        {
            before--;
        }

        var after = position + 1;
        while (after < label.Count && IdnaCodePoints.Category(label[after]) == UnicodeCategory.NonSpacingMark)
        {
            after++;
        }

        return before >= 0 && after < label.Count && JoinsOnBothSides(label[before]) && JoinsToTheRight(label[after]);
    }

    private static bool JoinsOnBothSides(int letter) => IsArabicLetter(letter) && !JoinsOnOneSideOnly(letter);

    private static bool JoinsToTheRight(int letter) => IsArabicLetter(letter);

    private static bool IsArabicLetter(int letter) =>
        letter is (>= 0x0620 and <= 0x064A and not 0x0621) or (>= 0x066E and <= 0x06D3 and not 0x0674) or 0x06D5 or (>= 0x06FA and <= 0x06FC)
        && IdnaCodePoints.Category(letter) == UnicodeCategory.OtherLetter;

    private static bool JoinsOnOneSideOnly(int letter) =>
        letter is (>= 0x0622 and <= 0x0625) or 0x0627 or 0x0629 or (>= 0x062F and <= 0x0632) or 0x0648 or (>= 0x0671 and <= 0x0673)
            or (>= 0x0675 and <= 0x0677) or (>= 0x0688 and <= 0x0699) or 0x06C0 or (>= 0x06C3 and <= 0x06CB) or 0x06CD or 0x06CF
            or 0x06D2 or 0x06D3 or 0x06D5;
}

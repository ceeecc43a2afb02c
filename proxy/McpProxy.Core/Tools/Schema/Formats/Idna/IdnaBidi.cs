using System.Globalization;

namespace McpProxy.Tools.Schema.Formats.Idna;

/// <summary>The rule of RFC 5893 that keeps host names readable in both writing directions.</summary>
internal static class IdnaBidi
{
    public static bool HasRightToLeft(IReadOnlyList<int> label) =>
        label.Any(codePoint => ClassOf(codePoint) is BidiClass.RightToLeft or BidiClass.ArabicDigit);

    /// <summary>Section 2, for a label of a name that has a right-to-left label somewhere.</summary>
    public static bool ObeysRule(IReadOnlyList<int> label)
    {
        var classes = label.Select(ClassOf).ToArray();
        var last = classes.Last(bidiClass => bidiClass != BidiClass.Mark);
        return classes[0] switch
        {
            BidiClass.RightToLeft => !classes.Contains(BidiClass.LeftToRight)
                && !(classes.Contains(BidiClass.EuropeanDigit) && classes.Contains(BidiClass.ArabicDigit))
                && last is BidiClass.RightToLeft or BidiClass.EuropeanDigit or BidiClass.ArabicDigit,
            BidiClass.LeftToRight => !classes.Contains(BidiClass.RightToLeft)
                && !classes.Contains(BidiClass.ArabicDigit)
                && last is BidiClass.LeftToRight or BidiClass.EuropeanDigit,
            _ => false,
        };
    }

    /// <summary>The runtime has no table of directions; the blocks of right-to-left scripts are few.</summary>
    private static BidiClass ClassOf(int codePoint)
    {
        switch (codePoint)
        {
            case (>= '0' and <= '9') or (>= 0x06F0 and <= 0x06F9):
                return BidiClass.EuropeanDigit;
            case (>= 0x0660 and <= 0x0669) or 0x066B or 0x066C or 0x06DD:
                return BidiClass.ArabicDigit;
        }

        return IdnaCodePoints.Category(codePoint) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => BidiClass.Mark,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherPunctuation
                when IsRightToLeftScript(codePoint) => BidiClass.RightToLeft,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber => BidiClass.LeftToRight,
            _ => BidiClass.Neutral,
        };
    }

    private static bool IsRightToLeftScript(int codePoint) =>
        codePoint is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}

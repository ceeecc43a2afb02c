using System.Collections.Frozen;
using System.Globalization;

namespace McpProxy.Tools.Schema.Patterns;

/// <summary>The classes of ECMA-262 that have a name: <c>\d</c>, <c>\w</c>, <c>\s</c>, the dot, and <c>\p{…}</c>.</summary>
internal static class EcmaClasses
{
    /// <summary>Categories by the short and long names of the Unicode property General_Category.</summary>
    private static readonly FrozenDictionary<string, string[]> CategoryNames = new Dictionary<string, string[]>
    {
        ["L"] = ["Letter"],
        ["Lu"] = ["Uppercase_Letter"],
        ["Ll"] = ["Lowercase_Letter"],
        ["Lt"] = ["Titlecase_Letter"],
        ["LC"] = ["Cased_Letter"],
        ["Lm"] = ["Modifier_Letter"],
        ["Lo"] = ["Other_Letter"],
        ["M"] = ["Mark", "Combining_Mark"],
        ["Mn"] = ["Nonspacing_Mark"],
        ["Mc"] = ["Spacing_Mark"],
        ["Me"] = ["Enclosing_Mark"],
        ["N"] = ["Number"],
        ["Nd"] = ["Decimal_Number", "digit"],
        ["Nl"] = ["Letter_Number"],
        ["No"] = ["Other_Number"],
        ["P"] = ["Punctuation", "punct"],
        ["Pc"] = ["Connector_Punctuation"],
        ["Pd"] = ["Dash_Punctuation"],
        ["Ps"] = ["Open_Punctuation"],
        ["Pe"] = ["Close_Punctuation"],
        ["Pi"] = ["Initial_Punctuation"],
        ["Pf"] = ["Final_Punctuation"],
        ["Po"] = ["Other_Punctuation"],
        ["S"] = ["Symbol"],
        ["Sm"] = ["Math_Symbol"],
        ["Sc"] = ["Currency_Symbol"],
        ["Sk"] = ["Modifier_Symbol"],
        ["So"] = ["Other_Symbol"],
        ["Z"] = ["Separator"],
        ["Zs"] = ["Space_Separator"],
        ["Zl"] = ["Line_Separator"],
        ["Zp"] = ["Paragraph_Separator"],
        ["C"] = ["Other"],
        ["Cc"] = ["Control", "cntrl"],
        ["Cf"] = ["Format"],
        ["Cs"] = ["Surrogate"],
        ["Co"] = ["Private_Use"],
        ["Cn"] = ["Unassigned"],
    }.SelectMany(entry => entry.Value.Append(entry.Key).Select(name => (name, entry.Key)))
        .ToFrozenDictionary(entry => entry.name, entry => Members(entry.Key), StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, CodePointSet>> Categories = new(ReadCategories);

    public static CodePointSet Any { get; } = CodePointSet.Of((0, 0x10FFFF));

    public static CodePointSet Digit { get; } = CodePointSet.Of(('0', '9'));

    public static CodePointSet Word { get; } = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>WhiteSpace and LineTerminator of ECMA-262.</summary>
    public static CodePointSet Space { get; } = CodePointSet.Of(
        (0x09, 0x0D), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
        (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What the dot matches.</summary>
    public static CodePointSet Dot { get; } = CodePointSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Negate();

    /// <summary>The set of <c>\p{expression}</c>, or null for a property that is unknown here.</summary>
    public static CodePointSet? Property(string expression)
    {
        var value = expression.StartsWith("General_Category=", StringComparison.Ordinal) || expression.StartsWith("gc=", StringComparison.Ordinal)
            ? expression[(expression.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : expression;
        if (CategoryNames.TryGetValue(value, out var categories))
        {
            return CodePointSet.Union(categories.Select(category => Categories.Value[category]));
        }

        return expression switch
        {
            "Any" => Any,
            "ASCII" => CodePointSet.Of((0, 0x7F)),
            "ASCII_Hex_Digit" or "AHex" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
            "Assigned" => Categories.Value["Cn"].Negate(),
            _ => null,
        };
    }

    private static string[] Members(string category) => category switch
    {
        "LC" => ["Lu", "Ll", "Lt"],
        { Length: 1 } => [.. Enum.GetValues<UnicodeCategory>().Select(ShortName).Where(name => name[0] == category[0])],
        _ => [category],
    };

    private static FrozenDictionary<string, CodePointSet> ReadCategories()
    {
        var ranges = Enum.GetValues<UnicodeCategory>().ToDictionary(category => category, _ => new List<(int First, int Last)>());
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            var list = ranges[CharUnicodeInfo.GetUnicodeCategory(codePoint)];
            if (list.Count > 0 && list[^1].Last == codePoint - 1)
            {
                list[^1] = (list[^1].First, codePoint);
            }
            else
            {
                list.Add((codePoint, codePoint));
            }
        }

        return ranges.ToFrozenDictionary(entry => ShortName(entry.Key), entry => CodePointSet.Of([.. entry.Value]), StringComparer.Ordinal);
    }

    private static string ShortName(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}

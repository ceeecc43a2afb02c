using System.Buffers;

namespace McpProxy.Tools.Slimming;

/// <summary>What a description of a member says that its name, or its absence from <c>required</c>, says already.</summary>
internal static class MemberText
{
    private static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase) { "a", "an", "the", "of", "for", "this", "that", "is", "its", "to", "in", "be" };
    private static readonly HashSet<string> Identifiers = new(StringComparer.OrdinalIgnoreCase) { "id", "ids", "identifier", "identifiers" };
    private static readonly SearchValues<char> NotInWords = SearchValues.Create(" \t\r\n.,;:!?()[]{}'\"`*_/-");

    /// <summary>Whether a description has no word that the name has not: <c>The marketplace ID.</c> of <c>marketplaceId</c>.</summary>
    public static bool RepeatsName(string text, string name)
    {
        var names = new HashSet<string>(WordsOf(name), StringComparer.OrdinalIgnoreCase);
        var isId = names.Overlaps(Identifiers);
        return text.AsSpan().IndexOfAnyInRange('0', '9') < 0 && WordsOf(text).All(w => Fillers.Contains(w) || names.Contains(w) || (isId && Identifiers.Contains(w)));
    }

    /// <summary>The description without <c>Optional.</c>, <c>(Optional)</c> or <c>Optional -</c> at its beginning. In <c>Optional filter</c> the word belongs to the next.</summary>
    public static string WithoutOptional(string text)
    {
        const string word = "optional";
        var begin = text.AsSpan().TrimStart();
        var rest = begin.TrimStart("([*_");
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var after = rest[word.Length..];
        var isAlone = rest.Length < begin.Length ? after is [')' or ']' or '*' or '_', ..] : after is ['.' or ':' or ';' or ',', ..] or [' ', '-' or '–', ' ', ..];
        after = after.TrimStart(")]*_.:;,-– ");
        return isAlone && after.Length > 1 ? $"{char.ToUpperInvariant(after[0])}{after[1..]}" : text;
    }

    /// <summary>Its words, where <c>camelCase</c>, <c>snake_case</c> and <c>Some-Header</c> are several.</summary>
    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || NotInWords.Contains(text[i]) || (i > start && char.IsUpper(text[i]) && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1])))))
            {
                if (i > start)
                {
                    words.Add(text[start..i]);
                }

                start = i < text.Length && NotInWords.Contains(text[i]) ? i + 1 : i;
            }
        }

        return words;
    }
}

namespace McpProxy.Plugins.OpenApi.Naming;

/// <summary>Patterns with <c>*</c> for any characters, compared without case.</summary>
internal static class NamePattern
{
    /// <summary>Whether a text fits a pattern. Linear in both but for one step back per star.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    public static bool MatchesAny(IReadOnlyList<string> patterns, string text) => patterns.Any(p => Matches(p, text));
}

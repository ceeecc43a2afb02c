using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>A name pattern in which <c>*</c> stands for any characters.</summary>
internal static class NamePattern
{
    /// <summary>Whether any of several patterns matches.</summary>
    public static bool MatchesAny(IReadOnlyList<string> patterns, string name) => patterns.Any(p => Matches(p, name));

    /// <summary>Reports patterns that match nothing there is: somebody has mistyped a name.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="path">Where they stand in the configuration.</param>
    /// <param name="names">The names there are.</param>
    /// <param name="noun">What the names are of.</param>
    /// <param name="errors">Collects the mistakes.</param>
    public static void Check(IReadOnlyList<string> patterns, string path, IEnumerable<string> names, string noun, ConfigErrors errors)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            var pattern = patterns[i];
            if (pattern == "*" || names.Any(n => Matches(pattern, n)))
            {
                continue;
            }

            var near = NearestName.Find(pattern, names);
            errors.Add(ToolErrorCodes.PatternMatchesNothing, $"{path}:{i}", $"'{pattern}' matches no {noun}.", near is null ? "" : $"Did you mean '{near}'?");
        }
    }

    public static bool Matches(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }
}

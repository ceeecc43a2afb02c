namespace McpProxy.Host.Cli.Explanations;

/// <summary>
/// Paths without what may be a secret in them: some services want a token or the address of a hook there. Words and versions are shown, and so
/// is what the caller or the tool has said; any other segment is not.
/// </summary>
internal static class OpenPath
{
    /// <summary>Longer words are rare in paths, and ever more likely random.</summary>
    private const int LongestWord = 24;

    /// <param name="path">A path or pattern of one, percent-encoded or not.</param>
    /// <param name="own">A path that may be shown whole; its segments may stand in the other.</param>
    public static string Redact(string path, string own = "")
    {
        var open = own.Split('/').Select(Uri.UnescapeDataString).ToHashSet(StringComparer.Ordinal);
        return string.Join('/', path.Split('/').Select(s => IsWord(s) || IsVersion(s) || open.Contains(Uri.UnescapeDataString(s)) ? s : Explanation.Redacted));
    }

    /// <summary>Letters of ASCII and what joins words; also a parameter of a pattern: <c>{id}</c>.</summary>
    private static bool IsWord(string segment)
    {
        var word = segment is ['{', .. var name, '}'] ? name.TrimStart('*') : segment;
        return word.Length <= LongestWord && word.All(c => char.IsAsciiLetter(c) || c is '-' or '_' or '.');
    }

    /// <summary><c>v2</c>, <c>2.1</c>, <c>2024-01</c>.</summary>
    private static bool IsVersion(string segment) =>
        segment.Length <= "v2024-01-01".Length && segment.TrimStart('v', 'V') is { Length: > 0 } number && segment.Length - number.Length <= 1
        && number.All(c => char.IsAsciiDigit(c) || c is '.' or '-');
}

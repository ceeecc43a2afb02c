namespace McpProxy.Plugins.AmazonAds.Downloads.Naming;

/// <summary>What a caller writes for a file of its own: folders and name below those of the profile, e.g. <c>exports/campaigns/campaigns.json</c>.</summary>
internal static class FilePath
{
    private const int Longest = 400;

    /// <summary>Whether a path tries to leave its place, in any spelling: then the answer is 403, and else it is looked for.</summary>
    public static bool Leaves(string path) =>
        path.StartsWith('/') || path.AsSpan().ContainsAny("\\%:\0") || path.Any(char.IsControl)
        || path.Split('/').Any(s => s.Trim(' ') is "." or ".." || (s.Length > 2 && s.Trim(' ', '.').Length == 0));

    /// <summary>Whether a path could be a file's: only such as <see cref="FileNames"/> makes. Sidecars and unfinished files are nobody's.</summary>
    public static bool IsOfFile(string path) =>
        path.Length is > 0 and <= Longest
        && path.Split('/').All(s => s.Length > 0 && s[0] != '.' && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        && !path.EndsWith(FileNames.SidecarSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is the id of a profile.</summary>
    public static bool IsProfile(string text) => text.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit);
}

namespace McpProxy.Plugins.Transforms;

/// <summary>
/// A path as rules write it: <c>/v2/profiles</c> is that path alone, <c>/adsApi/v1/**</c> that path and everything below
/// it, <c>/**</c> every path. Slashes at both ends and the case of letters do not count, as in YARP's own routes.
/// </summary>
internal readonly struct PathPattern
{
    private const string Subtree = "/**";

    private readonly string _path;
    private readonly bool _withSubtree;

    private PathPattern(string path, bool withSubtree)
    {
        _path = path;
        _withSubtree = withSubtree;
    }

    /// <summary>Reads a pattern; false when it does not start with a slash or has wildcards anywhere but at its end.</summary>
    public static bool TryParse(string text, out PathPattern pattern)
    {
        var withSubtree = text.EndsWith(Subtree, StringComparison.Ordinal);
        var path = withSubtree ? text[..^Subtree.Length] : text;
        pattern = new(path.Trim('/'), withSubtree);
        return text.StartsWith('/') && !path.Contains('*', StringComparison.Ordinal);
    }

    /// <summary>Reads patterns that validation has accepted.</summary>
    public static PathPattern[] ParseAll(IReadOnlyList<string> texts)
    {
        var patterns = new PathPattern[texts.Count];
        for (var i = 0; i < patterns.Length; i++)
        {
            if (!TryParse(texts[i], out patterns[i]))
            {
                throw new FormatException($"'{texts[i]}' is not a path pattern.");
            }
        }

        return patterns;
    }

    /// <param name="patterns">The patterns of one rule.</param>
    /// <param name="path">The path without slashes at its ends.</param>
    public static bool AnyMatches(PathPattern[] patterns, ReadOnlySpan<char> path)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(path))
            {
                return true;
            }
        }

        return false;
    }

    private bool Matches(ReadOnlySpan<char> path)
    {
        if (!_withSubtree)
        {
            return path.Equals(_path, StringComparison.OrdinalIgnoreCase);
        }

        return path.StartsWith(_path, StringComparison.OrdinalIgnoreCase)
            && (_path.Length == 0 || path.Length == _path.Length || path[_path.Length] == '/');
    }
}

namespace McpProxy.Plugins.Transforms;

/// <summary>
/// A path as rules write it: <c>/v2/profiles</c> is that path alone, <c>/adsApi/v1/**</c> that path and everything below
/// it, <c>/amc/**/workflows</c> what begins and ends so, <c>/**</c> every path. Slashes at both ends and the case of letters do not
/// count, as in YARP's own routes.
/// </summary>
internal readonly struct PathPattern
{
    /// <summary>How to write one, for error messages.</summary>
    public const string Hint = "Write /path for one path, or /path/** for it and everything below.";

    private const string Any = "/**";

    private readonly string _start;

    /// <summary>What follows <c>/**</c>, without slashes at its ends; null when there is none in the pattern.</summary>
    private readonly string? _end;

    private PathPattern(string start, string? end)
    {
        _start = start;
        _end = end;
    }

    /// <summary>Reads a pattern; false when it does not start with a slash or has other wildcards than one whole segment <c>**</c>.</summary>
    public static bool TryParse(string text, out PathPattern pattern)
    {
        var any = text.IndexOf(Any, StringComparison.Ordinal);
        var rest = any < 0 ? "" : text[(any + Any.Length)..];
        pattern = any < 0 ? new(text.Trim('/'), null) : new(text[..any].Trim('/'), rest.Trim('/'));
        return text.StartsWith('/') && rest is "" or ['/', ..] && !pattern._start.Contains('*', StringComparison.Ordinal) && !rest.Contains('*', StringComparison.Ordinal);
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
        if (_end is null)
        {
            return path.Equals(_start, StringComparison.OrdinalIgnoreCase);
        }

        if (!path.StartsWith(_start, StringComparison.OrdinalIgnoreCase) || (_start.Length > 0 && path.Length > _start.Length && path[_start.Length] != '/'))
        {
            return false;
        }

        // What the start has taken cannot be the end as well.
        var rest = path[_start.Length..];
        return _end.Length == 0
            || (rest.EndsWith(_end, StringComparison.OrdinalIgnoreCase) && (rest.Length == _end.Length ? _start.Length == 0 : rest[^(_end.Length + 1)] == '/'));
    }
}

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>A request as registries write it: <c>GET /exports/{exportId}</c>. Slashes at both ends and case do not count.</summary>
internal sealed class RequestPattern
{
    private const int MaxSegments = 64;

    /// <summary>The segments; null for a variable.</summary>
    private readonly string?[] _segments;

    private RequestPattern(string method, string path)
    {
        Method = method;
        Path = path.Trim('/');
        _segments = [.. Path.Split('/').Select(s => s.Contains('{', StringComparison.Ordinal) ? null : s)];
    }

    public string Method { get; }

    /// <summary>The path without slashes at its ends.</summary>
    public string Path { get; }

    public bool HasVariables => Array.Exists(_segments, s => s is null);

    public int SegmentCount => _segments.Length;

    /// <returns>The pattern, or null when the text is none.</returns>
    public static RequestPattern? Parse(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var method, ['/', ..] path] && method.All(char.IsAsciiLetter) && path.AsSpan().Count('/') < MaxSegments
            ? new(method.ToUpperInvariant(), path)
            : null;

    /// <param name="path">A path with as many segments, without slashes at its ends.</param>
    /// <param name="lastVariable">Where the last variable stands in it.</param>
    public bool Matches(ReadOnlySpan<char> path, out Range lastVariable)
    {
        lastVariable = default;
        var i = 0;
        foreach (var range in path.Split('/'))
        {
            if (_segments[i++] is not { } literal)
            {
                lastVariable = range;
            }
            else if (!path[range].Equals(literal, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}

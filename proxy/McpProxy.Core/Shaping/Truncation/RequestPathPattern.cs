namespace McpProxy.Shaping.Truncation;

/// <summary>Request paths that limits are for: segments, <c>*</c> for any one, and <c>**</c> at the end for any below. Case does not count.</summary>
internal sealed class RequestPathPattern
{
    private readonly string[] _segments;
    private readonly bool _withBelow;

    private RequestPathPattern(string[] segments, bool withBelow) => (_segments, _withBelow) = (segments, withBelow);

    /// <summary>How much it says: of several that match, the highest counts.</summary>
    public int Weight => (_segments.Length * 4) + (_withBelow ? 0 : 2) - (_segments.Contains("*") ? 1 : 0);

    /// <summary>Reads a pattern; null when it does not begin with a slash or has stars elsewhere.</summary>
    public static RequestPathPattern? TryParse(string text)
    {
        var segments = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var withBelow = segments is [.., "**"];
        segments = withBelow ? segments[..^1] : segments;
        return text.StartsWith('/') && !segments.Any(s => s != "*" && s.Contains('*', StringComparison.Ordinal)) ? new(segments, withBelow) : null;
    }

    public bool Matches(ReadOnlySpan<char> path)
    {
        path = path.Trim('/');
        foreach (var segment in _segments)
        {
            if (path.IsEmpty)
            {
                return false;
            }

            var end = path.IndexOf('/');
            var head = end < 0 ? path : path[..end];
            if (segment != "*" && !head.Equals(segment, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            path = end < 0 ? default : path[(end + 1)..];
        }

        return _withBelow ? !path.IsEmpty || _segments.Length == 0 : path.IsEmpty;
    }
}

namespace McpProxy.Tools.Binding;

/// <summary>What a value may hold to be part of a path.</summary>
internal static class PathText
{
    /// <summary>Checks a value; null when it may go into a path, else what is wrong with it.</summary>
    /// <param name="text">The value.</param>
    /// <param name="catchAll">Whether it may span several segments.</param>
    public static string? Check(string text, bool catchAll)
    {
        if (text.Length == 0)
        {
            return "it is empty, and an empty path segment addresses something else";
        }

        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return "it holds a control character";
            }

            if (c == '\\' || (c == '/' && !catchAll))
            {
                return $"it holds '{c}', which separates path segments";
            }
        }

        if (catchAll && HasEmptySegment(text))
        {
            return "it holds an empty path segment";
        }

        return IsDotSegment(text) ? "'.' and '..' address another resource" : null;
    }

    /// <summary>Whether a segment is <c>.</c> or <c>..</c>, also with a path parameter behind (<c>..;x</c>), which some servers drop.</summary>
    public static bool IsDotSegment(ReadOnlySpan<char> segment)
    {
        var semicolon = segment.IndexOf(';');
        return (semicolon < 0 ? segment : segment[..semicolon]) is "." or "..";
    }

    private static bool HasEmptySegment(string text) =>
        text.StartsWith('/') || text.EndsWith('/') || text.Contains("//", StringComparison.Ordinal);
}

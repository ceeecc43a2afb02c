using System.Text;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>The path of an operation, taken apart: <c>/pets/{petId}.json?full=true</c>.</summary>
internal sealed class PathTemplate
{
    private readonly List<List<PathPart>> _segments;

    private PathTemplate(List<List<PathPart>> segments, string query)
    {
        _segments = segments;
        Query = query;
    }

    /// <summary>The query that some documents write into the path; usually empty.</summary>
    public string Query { get; }

    /// <summary>Names of the variables, in order.</summary>
    public IEnumerable<string> Variables => _segments.SelectMany(s => s).Where(p => p.IsVariable).Select(p => p.Text);

    /// <exception cref="UnmappableException">It is not a path.</exception>
    public static PathTemplate Parse(string path)
    {
        var bare = path.Split('#')[0];
        var question = bare.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : bare[(question + 1)..];
        if (query.AsSpan().IndexOfAny('{', '}') >= 0 || query.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new UnmappableException("Its path holds a query with variables.");
        }

        var text = question < 0 ? bare : bare[..question];
        return new PathTemplate([.. text.TrimStart('/').Split('/').Select(ParseSegment)], query);
    }

    /// <summary>The path as <c>Mcp:Tools:{name}:Request</c> has it.</summary>
    /// <param name="nameOf">Gives the argument of a variable.</param>
    public string ToRequest(Func<string, string> nameOf) =>
        "/" + string.Join('/', _segments.Select(s => string.Concat(s.Select(p => p.IsVariable ? $"{{{nameOf(p.Text)}}}" : Encode(p.Text)))));

    /// <summary>The path as the <c>Match</c> of a route has it.</summary>
    /// <param name="nameOf">Gives the argument of a variable.</param>
    public string ToPattern(Func<string, string> nameOf) => "/" + string.Join('/', _segments.Select(s => PatternOf(s, nameOf)));

    /// <summary>Routing knows one variable with text around it; where there are more, the segment as a whole is one.</summary>
    private static string PatternOf(List<PathPart> segment, Func<string, string> nameOf) => segment.Count(p => p.IsVariable) > 1
        ? $"{{{nameOf(segment.First(p => p.IsVariable).Text)}}}"
        : string.Concat(segment.Select(p => p.IsVariable ? $"{{{nameOf(p.Text)}}}" : EscapeBraces(p.Text)));

    private static string EscapeBraces(string literal) => Uri.UnescapeDataString(literal).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static string Encode(string literal)
    {
        var encoded = new StringBuilder();
        foreach (var rune in Uri.UnescapeDataString(literal).EnumerateRunes())
        {
            encoded.Append(rune.IsAscii && (Rune.IsLetterOrDigit(rune) || "-._~!$&'()*+,;=:@".Contains((char)rune.Value, StringComparison.Ordinal)) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }

    private static List<PathPart> ParseSegment(string segment)
    {
        var parts = new List<PathPart>();
        var position = 0;
        while (position < segment.Length)
        {
            var open = segment.IndexOf('{', position);
            var close = open < 0 ? -1 : segment.IndexOf('}', open);
            if (open < 0 || close < 0)
            {
                parts.Add(new PathPart(segment[position..], false));
                break;
            }

            if (open > position)
            {
                parts.Add(new PathPart(segment[position..open], false));
            }

            if (close == open + 1)
            {
                throw new UnmappableException("Its path has a variable without a name.");
            }

            parts.Add(new PathPart(segment[(open + 1)..close], true));
            position = close + 1;
        }

        return parts;
    }

    private sealed record PathPart(string Text, bool IsVariable);
}

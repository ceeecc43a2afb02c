using System.Buffers;
using McpProxy.Configuration;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools.Compilation;

/// <summary>A parsed <c>Request</c>: <c>METHOD /path/{variable}?fixed=query</c>.</summary>
internal sealed record RequestLine(string Method, string Path, string Query, IReadOnlyList<RequestLinePart> Parts)
{
    private const string Hint = "Write it as 'METHOD /path/{variable}', e.g. 'GET /v2/profiles/{profileId}'.";
    private static readonly SearchValues<char> NotInVariables = SearchValues.Create("{*:=?/ ");
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Parses a request line; null after adding errors.</summary>
    public static RequestLine? Parse(string text, string configPath, ConfigErrors errors)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0 || space + 1 >= text.Length || text[space + 1] != '/')
        {
            errors.Add(ToolErrorCodes.MalformedRequest, configPath, text.Length == 0 ? "The request is missing." : $"'{text}' is not a request.", Hint);
            return null;
        }

        var method = text[..space].ToUpperInvariant();
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            var near = NearestName.Find(method, Methods);
            errors.Add(ToolErrorCodes.UnknownMethod, configPath, $"'{text[..space]}' is not an HTTP method that can be used.",
                near is null ? $"Use one of {string.Join(", ", Methods)}." : $"Did you mean '{near}'?");
            return null;
        }

        var target = text[(space + 1)..].Trim();
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = question < 0 ? "" : target[(question + 1)..];
        if (path.AsSpan().IndexOfAny(" #\\") >= 0 || query.AsSpan().IndexOfAny(" #{}") >= 0 || query.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            errors.Add(ToolErrorCodes.MalformedRequest, configPath, $"'{target}' holds a character that a request target may not hold.",
                "Percent-encode blanks and '#'; declare variables of the query as parameters.");
            return null;
        }

        if (Uri.UnescapeDataString(path).Split('/').Any(segment => PathText.IsDotSegment(segment)))
        {
            errors.Add(ToolErrorCodes.MalformedRequest, configPath, $"'{path}' has a '.' or '..' segment, which would leave the route on its way to the upstream.", "Write the path without it.");
            return null;
        }

        return SplitPath(path, configPath, errors) is { } parts ? new RequestLine(method, path, query, parts) : null;
    }

    private static List<RequestLinePart>? SplitPath(string path, string configPath, ConfigErrors errors)
    {
        var parts = new List<RequestLinePart>();
        var position = 0;
        while (position < path.Length)
        {
            var open = path.IndexOf('{', position);
            var literal = open < 0 ? path[position..] : path[position..open];
            if (literal.Contains('}', StringComparison.Ordinal))
            {
                errors.Add(ToolErrorCodes.MalformedRequest, configPath, $"'{path}' has a '}}' without a '{{'.", Hint);
                return null;
            }

            if (literal.Length > 0)
            {
                parts.Add(new RequestLinePart(Uri.UnescapeDataString(literal), null, false));
            }

            if (open < 0)
            {
                break;
            }

            var close = path.IndexOf('}', open);
            if (close < 0 || !AddVariable(path, path[(open + 1)..close], close, parts, configPath, errors))
            {
                if (close < 0)
                {
                    errors.Add(ToolErrorCodes.MalformedRequest, configPath, $"'{path}' has a '{{' without a '}}'.", Hint);
                }

                return null;
            }

            position = close + 1;
        }

        return parts;
    }

    private static bool AddVariable(string path, string inner, int close, List<RequestLinePart> parts, string configPath, ConfigErrors errors)
    {
        var catchAll = inner.StartsWith("**", StringComparison.Ordinal);
        var name = catchAll ? inner[2..] : inner;
        if (name.Length == 0 || name.AsSpan().ContainsAny(NotInVariables))
        {
            errors.Add(ToolErrorCodes.MalformedRequest, configPath, $"'{{{inner}}}' is not a variable.",
                "A variable is '{name}', or '{**name}' for the rest of the path; constraints belong on the route.");
            return false;
        }

        if (catchAll && close != path.Length - 1)
        {
            errors.Add(ToolErrorCodes.MalformedRequest, configPath, $"'{{{inner}}}' is not at the end of the path.", "A '{**name}' variable takes the rest of the path.");
            return false;
        }

        if (parts.Any(p => p.Variable == name))
        {
            errors.Add(ToolErrorCodes.DuplicatePathVariable, configPath, $"The path uses the variable '{name}' twice.", "Give each variable its own name.");
            return false;
        }

        parts.Add(new RequestLinePart("", name, catchAll));
        return true;
    }
}

using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>A request line taken apart: variables of its query stand for whole values, those of its path stay where they are.</summary>
/// <param name="Request">The request line without the variables of its query.</param>
/// <param name="InPath">Names of the variables in the path.</param>
/// <param name="InQuery">The variables in the query, each with its name on the wire.</param>
internal sealed record RequestVariables(string Request, IReadOnlyList<string> InPath, IReadOnlyList<KeyValuePair<string, string>> InQuery)
{
    /// <summary>Takes a request line apart; mistakes of the query are added, those of the path are left to <see cref="RequestLine"/>.</summary>
    public static RequestVariables Split(string request, string path, ConfigErrors errors)
    {
        var question = request.IndexOf('?', StringComparison.Ordinal);
        var target = question < 0 ? request : request[..question];
        var inQuery = new List<KeyValuePair<string, string>>();
        var literal = new List<string>();
        foreach (var pair in question < 0 ? [] : request[(question + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (pair.AsSpan().IndexOfAny('{', '}') < 0)
            {
                literal.Add(pair);
            }
            else if (equals > 0 && Variable(pair[(equals + 1)..]) is { } name)
            {
                inQuery.Add(new(name, Uri.UnescapeDataString(pair[..equals])));
            }
            else
            {
                errors.Add(ToolErrorCodes.MalformedRequest, path, $"'{pair}' is not a parameter of a query.", "A variable is the whole value: 'name={variable}'.");
            }
        }

        return new RequestVariables(literal.Count == 0 ? target : $"{target}?{string.Join('&', literal)}", NamesIn(target), inQuery);
    }

    private static string? Variable(string value) =>
        value is ['{', .. var name, '}'] && name.Length > 0 && name.AsSpan().IndexOfAny('{', '}') < 0 ? name : null;

    private static List<string> NamesIn(string target)
    {
        var names = new List<string>();
        for (var open = target.IndexOf('{', StringComparison.Ordinal); open >= 0; open = target.IndexOf('{', open + 1))
        {
            var close = target.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            names.Add(target[(open + 1)..close].TrimStart('*'));
        }

        return names;
    }
}

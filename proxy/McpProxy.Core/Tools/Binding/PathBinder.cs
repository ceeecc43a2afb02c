using System.Runtime.CompilerServices;
using System.Text.Json;

namespace McpProxy.Tools.Binding;

/// <summary>
/// Builds the decoded path. YARP percent-encodes it again for the wire, so a value only has to be kept from meaning
/// something before that: separators, dot segments (RFC 3986, section 5.2.4) and characters that no path should hold.
/// </summary>
internal static class PathBinder
{
    public static BindingProblem? Bind(RequestTemplate template, ReadOnlySpan<ArgumentValue> values, BoundRequest request)
    {
        if (template.Path is [{ Parameter: null } only])
        {
            request.Path = only.Literal;
            return null;
        }

        // On the stack: the path itself is the one thing that is made.
        var path = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]);
        foreach (var part in template.Path)
        {
            if (part.Parameter is not { } parameter)
            {
                path.AppendLiteral(part.Literal);
                continue;
            }

            var value = values[parameter.Ordinal];
            if (Append(ref path, parameter, value, part.CatchAll) is { } problem)
            {
                return new BindingProblem(parameter.Name, problem);
            }
        }

        request.Path = path.ToStringAndClear();
        return HasDotSegment(request.Path) ? new BindingProblem(LastArgument(template), "it makes a '.' or '..' segment in the path") : null;
    }

    private static string? Append(ref DefaultInterpolatedStringHandler path, ParameterBinding parameter, ArgumentValue value, bool catchAll)
    {
        if (!value.IsPresent || value.Kind == JsonTokenType.Null)
        {
            return "it is missing, and a path cannot have a hole";
        }

        if (value.Kind is JsonTokenType.StartObject)
        {
            return "an object cannot go into a path";
        }

        if (value.Kind is not JsonTokenType.StartArray)
        {
            return AppendScalar(ref path, value, catchAll);
        }

        var first = true;
        var end = value.Tape.Next(value.Node);
        for (var node = value.Node + 1; node < end; node = value.Tape.Next(node))
        {
            if (!first)
            {
                path.AppendLiteral(",");
            }

            first = false;
            if (AppendScalar(ref path, value.At(node), catchAll: false) is { } problem)
            {
                return problem;
            }
        }

        return first ? "an empty list leaves a hole in the path" : null;
    }

    private static string? AppendScalar(ref DefaultInterpolatedStringHandler path, ArgumentValue value, bool catchAll)
    {
        if (value.Kind == JsonTokenType.String && value.Tape.HasLoneSurrogate(value.Node))
        {
            return "it holds half of a surrogate pair";
        }

        var text = value.ToText();
        if (PathText.Check(text, catchAll) is { } problem)
        {
            return problem;
        }

        path.AppendLiteral(text);
        return null;
    }

    private static bool HasDotSegment(string path)
    {
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (PathText.IsDotSegment(path.AsSpan(range)))
            {
                return true;
            }
        }

        return false;
    }

    private static string LastArgument(RequestTemplate template)
    {
        for (var i = template.Path.Length - 1; i >= 0; i--)
        {
            if (template.Path[i].Parameter is { } parameter)
            {
                return parameter.Name;
            }
        }

        return "";
    }
}

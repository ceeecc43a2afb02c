using System.Runtime.CompilerServices;
using System.Text.Json;
using McpProxy.Configuration;

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

        if (parameter.AsJson)
        {
            return AppendText(ref path, JsonLine.Of(value.Raw.Span), catchAll);
        }

        if (value.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            return PathLists.Append(ref path, parameter, value);
        }

        AppendStart(ref path, parameter);
        return AppendScalar(ref path, value, catchAll);
    }

    private static void AppendStart(ref DefaultInterpolatedStringHandler path, ParameterBinding parameter)
    {
        switch (parameter.Style)
        {
            case ParameterStyle.Label:
                path.AppendLiteral(".");
                break;
            case ParameterStyle.Matrix:
                path.AppendLiteral(";");
                path.AppendLiteral(parameter.WireName);
                path.AppendLiteral("=");
                break;
        }
    }

    /// <summary>Writes one plain value.</summary>
    /// <returns>Null, or why it cannot go into a path.</returns>
    public static string? AppendScalar(ref DefaultInterpolatedStringHandler path, ArgumentValue value, bool catchAll)
    {
        if (value.HasLoneSurrogate)
        {
            return "it holds half of a surrogate pair";
        }

        return AppendText(ref path, value.ToText(), catchAll);
    }

    private static string? AppendText(ref DefaultInterpolatedStringHandler path, string text, bool catchAll)
    {
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

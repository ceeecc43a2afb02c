using System.Runtime.CompilerServices;
using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Tools.Binding;

/// <summary>Writes lists and objects into a path by OpenAPI's styles: <c>a,b</c>, <c>.a.b</c>, <c>;name=a;name=b</c>, members as <c>k,v</c> or exploded as <c>k=v</c>.</summary>
internal static class PathLists
{
    public static string? Append(ref DefaultInterpolatedStringHandler path, ParameterBinding parameter, ArgumentValue value)
    {
        var isObject = value.Kind == JsonTokenType.StartObject;
        var first = true;
        var end = value.Tape.Next(value.Node);
        for (var node = value.Node + 1; node < end; node = value.Tape.Next(node))
        {
            path.AppendLiteral(Separator(parameter, first, isObject));
            first = false;
            if (PathBinder.AppendScalar(ref path, value.At(node), catchAll: false) is { } problem)
            {
                return problem;
            }

            if (isObject)
            {
                path.AppendLiteral(parameter.Explode ? "=" : ",");
                if (PathBinder.AppendScalar(ref path, value.At(++node), catchAll: false) is { } other)
                {
                    return other;
                }
            }
        }

        return first ? "an empty list leaves a hole in the path" : null;
    }

    private static string Separator(ParameterBinding parameter, bool first, bool isObject) => parameter.Style switch
    {
        ParameterStyle.Label => first || parameter.Explode ? "." : ",",
        ParameterStyle.Matrix when parameter.Explode && isObject => ";",
        ParameterStyle.Matrix when first || parameter.Explode => $";{parameter.WireName}=",
        _ => first ? "" : ",",
    };
}

using McpProxy.Configuration;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Checks that the route a tool names would match the tool's request.</summary>
internal static class RouteCheck
{
    public static void Check(RequestLine request, ToolConfig tool, RouteConfig route, RoutePathMatcher matcher, string toolPath, ConfigErrors errors)
    {
        // Variables stand in as themselves: a literal segment of the route never equals '{name}', a parameter always takes it.
        var sample = string.Concat(request.Parts.Select(p => p.Variable is { } v ? $"{{{v}}}" : p.Literal));
        if (!matcher.TryMatchShape(new PathString(sample), []))
        {
            errors.Add(ToolErrorCodes.RouteDoesNotMatch, $"{toolPath}:Request", $"The route '{route.RouteId}' does not match '{request.Path}': its path is '{route.Match.Path}'.", "Change the request, or name the route that serves it.");
        }

        if (route.Match.Methods is { Count: > 0 } methods && !methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ToolErrorCodes.MethodNotOnRoute, $"{toolPath}:Request", $"The route '{route.RouteId}' does not take {request.Method}: it takes {string.Join(", ", methods)}.", "Change the method, or add it to the route's Match:Methods.");
        }

        CheckHeaders(tool, route, toolPath, errors);
        CheckQuery(request, tool, route, toolPath, errors);
    }

    private static void CheckHeaders(ToolConfig tool, RouteConfig route, string toolPath, ConfigErrors errors)
    {
        foreach (var header in route.Match.Headers ?? [])
        {
            if (header.Mode is HeaderMatchMode.NotExists or HeaderMatchMode.NotContains || tool.Headers.Keys.Contains(header.Name, StringComparer.OrdinalIgnoreCase)
                || SendsAs(tool, header.Name, ParameterLocation.Header))
            {
                continue;
            }

            errors.Add(ToolErrorCodes.RouteNeedsMore, $"{toolPath}:Headers", $"The route '{route.RouteId}' matches only requests with the header '{header.Name}', which this tool does not send.", $"Add \"Headers\": {{ \"{header.Name}\": \"...\" }}.");
        }
    }

    private static void CheckQuery(RequestLine request, ToolConfig tool, RouteConfig route, string toolPath, ConfigErrors errors)
    {
        foreach (var query in route.Match.QueryParameters ?? [])
        {
            if (query.Mode is QueryParameterMatchMode.NotContains || SendsAs(tool, query.Name, ParameterLocation.Query)
                || request.Query.Split('&').Any(pair => pair.Split('=')[0] == query.Name))
            {
                continue;
            }

            errors.Add(ToolErrorCodes.RouteNeedsMore, $"{toolPath}:Request", $"The route '{route.RouteId}' matches only requests with the query parameter '{query.Name}', which this tool does not send.", $"Add '?{query.Name}=...' to the request.");
        }
    }

    private static bool SendsAs(ToolConfig tool, string name, ParameterLocation location) =>
        tool.Parameters?.Any(p => (p.Value.As ?? p.Key).Equals(name, StringComparison.OrdinalIgnoreCase) && (p.Value.In ?? ParameterLocation.Query) == location) == true;
}

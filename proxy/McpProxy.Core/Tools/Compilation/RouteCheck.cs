using McpProxy.Configuration;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
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

    /// <summary>A route that matches on headers must be given them by the tool itself, never by an argument: the HTTP door would refuse other values.</summary>
    private static void CheckHeaders(ToolConfig tool, RouteConfig route, string toolPath, ConfigErrors errors)
    {
        foreach (var match in route.Match.Headers ?? [])
        {
            var sent = tool.Headers.FirstOrDefault(h => h.Key.Equals(match.Name, StringComparison.OrdinalIgnoreCase)).Value;
            var varies = Varies(tool, match.Name, ParameterLocation.Header) || tool.ForwardHeaders.Contains(match.Name, StringComparer.OrdinalIgnoreCase);
            if (varies || !Fits(match, sent))
            {
                errors.Add(ToolErrorCodes.RouteNeedsMore, $"{toolPath}:Headers", $"The route '{route.RouteId}' matches only requests with a certain header '{match.Name}', which the request does not fix.", $"Set \"Headers\": {{ \"{match.Name}\": \"...\" }} to a value that the route takes.");
            }
        }
    }

    private static void CheckQuery(RequestLine request, ToolConfig tool, RouteConfig route, string toolPath, ConfigErrors errors)
    {
        if (route.Match.QueryParameters is not { Count: > 0 } matches)
        {
            return;
        }

        var fixedQuery = QueryHelpers.ParseQuery(request.Query);
        foreach (var match in matches)
        {
            var sent = fixedQuery.TryGetValue(match.Name, out var value) ? value.ToString() : null;
            if (Varies(tool, match.Name, ParameterLocation.Query) || !Fits(match, sent))
            {
                errors.Add(ToolErrorCodes.RouteNeedsMore, $"{toolPath}:Request", $"The route '{route.RouteId}' matches only requests with a certain query parameter '{match.Name}', which the request does not fix.", $"Add '?{match.Name}=...' to the request, with a value that the route takes.");
            }
        }
    }

    private static bool Fits(RouteHeader match, string? sent)
    {
        var comparison = match.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return match.Mode switch
        {
            HeaderMatchMode.NotExists => sent is null,
            HeaderMatchMode.NotContains => sent is null || match.Values?.Any(v => sent.Contains(v, comparison)) != true,
            HeaderMatchMode.Exists => sent is not null,
            HeaderMatchMode.ExactHeader => match.Values?.Any(v => v.Equals(sent, comparison)) == true,
            HeaderMatchMode.HeaderPrefix => match.Values?.Any(v => sent?.StartsWith(v, comparison) == true) == true,
            _ => match.Values?.Any(v => sent?.Contains(v, comparison) == true) == true,
        };
    }

    private static bool Fits(RouteQueryParameter match, string? sent)
    {
        var comparison = match.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return match.Mode switch
        {
            QueryParameterMatchMode.NotContains => sent is null || match.Values?.Any(v => sent.Contains(v, comparison)) != true,
            QueryParameterMatchMode.Exists => sent is not null,
            QueryParameterMatchMode.Exact => match.Values?.Any(v => v.Equals(sent, comparison)) == true,
            QueryParameterMatchMode.Prefix => match.Values?.Any(v => sent?.StartsWith(v, comparison) == true) == true,
            _ => match.Values?.Any(v => sent?.Contains(v, comparison) == true) == true,
        };
    }

    private static bool Varies(ToolConfig tool, string name, ParameterLocation location) =>
        tool.Parameters?.Any(p => (p.Value.As ?? p.Key).Equals(name, StringComparison.OrdinalIgnoreCase) && (p.Value.In ?? ParameterLocation.Query) == location) == true;
}

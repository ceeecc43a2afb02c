using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>
/// Finds routes that match the same requests with the same order: YARP accepts them, and ASP.NET Core then answers every
/// such request with a 500. Only routes without header and query conditions are compared; those can be told apart.
/// </summary>
internal static class AmbiguousRoutes
{
    public static void Check(IEnumerable<RouteConfig> routes, ConfigErrors errors)
    {
        var alike = new Dictionary<RoutePlace, List<RouteConfig>>();
        foreach (var route in routes.Where(r => r.Match is { Headers: null or { Count: 0 }, QueryParameters: null or { Count: 0 } }).OrderBy(r => r.RouteId, StringComparer.Ordinal))
        {
            if (Normalize(route.Match.Path) is { } pattern)
            {
                var place = new RoutePlace(pattern, route.Order ?? 0);
                if (!alike.TryGetValue(place, out var others))
                {
                    alike[place] = others = [];
                }

                others.Add(route);
            }
        }

        foreach (var group in alike.Values.Where(g => g.Count > 1))
        {
            Check([.. group], errors);
        }
    }

    private static void Check(RouteConfig[] routes, ConfigErrors errors)
    {
        for (var i = 1; i < routes.Length; i++)
        {
            if (Array.Find(routes[..i], r => Overlap(r.Match, routes[i].Match)) is { } other)
            {
                errors.Add(
                    ConfigErrorCodes.AmbiguousRoutes,
                    $"{ConfigPaths.Route(routes[i].RouteId)}:Match",
                    $"The routes '{other.RouteId}' and '{routes[i].RouteId}' match the same requests.",
                    "Give one another path, method, host or Order.");
            }
        }
    }

    /// <summary>Whether two routes of the same pattern and order match the same requests. A condition is more specific than none, so that only two alike are ambiguous.</summary>
    public static bool Overlap(RouteMatch left, RouteMatch right) => Overlap(left.Methods, right.Methods) && Overlap(left.Hosts, right.Hosts);

    private static bool Overlap(IReadOnlyList<string>? left, IReadOnlyList<string>? right)
    {
        var one = left ?? [];
        var two = right ?? [];
        return (one.Count == 0 && two.Count == 0) || one.Intersect(two, StringComparer.OrdinalIgnoreCase).Any();
    }

    /// <summary>The pattern without the names of its parameters; null when it cannot be read (reported elsewhere).</summary>
    public static string? Normalize(string? path)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(path ?? "");
            return string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Normalize))));
        }
        catch (RoutePatternException)
        {
            return null;
        }
    }

    private static string Normalize(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{(parameter.IsCatchAll ? "**" : "")}{(parameter.IsOptional ? "?" : "")}{string.Concat(parameter.ParameterPolicies.Select(p => ":" + p.Content))}}}",
        _ => "",
    };
}

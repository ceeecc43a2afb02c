using McpProxy.Configuration.Routes;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Imports;

/// <summary>
/// Gives imported routes a later <c>Order</c> where another route matches the same requests: on the HTTP door what the operator
/// wrote comes first, then one import before the other by name. Tools name their route and do not care.
/// </summary>
internal static class ImportedRoutes
{
    public static ProxyRoutes GiveWay(ProxyRoutes proxy, ImportedEntries entries)
    {
        var taken = new Dictionary<(string Pattern, int Order), List<RouteMatch>>();
        var routes = new List<RouteConfig>(proxy.Routes.Count);
        foreach (var (route, imported) in proxy.Routes.Select(r => (r, entries.TryFind(ConfigPaths.Route(r.RouteId), out _))).OrderBy(r => r.Item2).ThenBy(r => r.r.RouteId, StringComparer.Ordinal))
        {
            routes.Add(Place(route, imported, taken));
        }

        return proxy with { Routes = routes };
    }

    private static RouteConfig Place(RouteConfig route, bool mayMove, Dictionary<(string Pattern, int Order), List<RouteMatch>> taken)
    {
        if (AmbiguousRoutes.Normalize(route.Match?.Path) is not { } pattern)
        {
            return route;
        }

        for (var order = route.Order ?? 0; ; order++)
        {
            if (!taken.TryGetValue((pattern, order), out var others))
            {
                taken[(pattern, order)] = others = [];
            }

            if (!mayMove || !others.Exists(o => AmbiguousRoutes.Overlap(o, route.Match!)))
            {
                others.Add(route.Match!);
                return order == (route.Order ?? 0) ? route : route with { Order = order };
            }
        }
    }
}

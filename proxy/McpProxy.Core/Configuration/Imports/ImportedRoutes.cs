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
        var taken = new Dictionary<RoutePlace, List<RouteMatch>>();
        var routes = new List<RouteConfig>(proxy.Routes.Count);
        bool IsImported(RouteConfig route) => entries.TryFind(ConfigPaths.Route(route.RouteId), out _);
        routes.AddRange(InOrder(proxy.Routes.Where(r => !IsImported(r))).Select(r => Place(r, mayMove: false, taken)));
        routes.AddRange(InOrder(proxy.Routes.Where(IsImported)).Select(r => Place(r, mayMove: true, taken)));
        return proxy with { Routes = routes };
    }

    private static IEnumerable<RouteConfig> InOrder(IEnumerable<RouteConfig> routes) => routes.OrderBy(r => r.RouteId, StringComparer.Ordinal);

    private static RouteConfig Place(RouteConfig route, bool mayMove, Dictionary<RoutePlace, List<RouteMatch>> taken)
    {
        if (AmbiguousRoutes.Normalize(route.Match?.Path) is not { } pattern)
        {
            return route;
        }

        for (var order = route.Order ?? 0; ; order++)
        {
            var place = new RoutePlace(pattern, order);
            if (!taken.TryGetValue(place, out var others))
            {
                taken[place] = others = [];
            }

            if (!mayMove || !others.Exists(o => AmbiguousRoutes.Overlap(o, route.Match!)))
            {
                others.Add(route.Match!);
                return order == (route.Order ?? 0) ? route : route with { Order = order };
            }
        }
    }
}

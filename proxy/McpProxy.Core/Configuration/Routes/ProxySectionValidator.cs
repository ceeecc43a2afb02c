using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>
/// Checks routes and clusters the way YARP will see them: together with those of the host's other providers, and after the
/// host's configuration filters.
/// </summary>
internal sealed class ProxySectionValidator(
    RouteValidator routeValidator,
    ClusterValidator clusterValidator,
    IEnumerable<IProxyConfigFilter> filters,
    IEnumerable<IProxyConfigProvider> providers)
{
    private readonly IProxyConfigFilter[] _filters = [.. filters];
    private readonly IProxyConfigProvider[] _others = [.. providers.Where(p => p is not ProxyConfigSource)];

    /// <returns>The routes as YARP will see them, those of other providers included.</returns>
    public async ValueTask<IReadOnlyList<RouteConfig>> ValidateAsync(ProxyRoutes proxy, RoutePolicies policies, ConfigErrors errors)
    {
        var others = _others.Select(p => Ask(p, errors)).ToList();
        var otherRoutes = others.SelectMany(o => o.Routes).ToList();
        var otherClusters = others.SelectMany(o => o.Clusters).ToList();
        RefuseTwice(proxy.Routes.Select(r => r.RouteId), otherRoutes.Select(r => r.RouteId), ConfigPaths.Route, errors);
        RefuseTwice(proxy.Clusters.Select(c => c.ClusterId), otherClusters.Select(c => c.ClusterId), ConfigPaths.Cluster, errors);

        var clusters = await FilterClustersAsync(proxy.Clusters, errors);
        foreach (var cluster in clusters.Values)
        {
            await clusterValidator.ValidateAsync(cluster, errors);
        }

        var clusterIds = clusters.Keys.Concat(otherClusters.Select(c => c.ClusterId)).ToList();
        var routes = await FilterRoutesAsync(proxy.Routes, clusters, errors);
        foreach (var route in routes)
        {
            await routeValidator.ValidateAsync(route, clusterIds, policies, errors);
        }

        var visible = routes.Concat(otherRoutes).ToList();
        AmbiguousRoutes.Check(visible, errors);
        return visible;
    }

    private static ProxyRoutes Ask(IProxyConfigProvider provider, ConfigErrors errors)
    {
        try
        {
            var config = provider.GetConfig();
            return new ProxyRoutes(config.Routes ?? [], config.Clusters ?? []);
        }
        catch (Exception e)
        {
            // The embedding host's code.
            errors.Add(ConfigErrorCodes.OtherProvider, "ReverseProxy", $"{provider.GetType().Name} of this host cannot give its routes: {e.Message}");
            return ProxyRoutes.None;
        }
    }

    private static void RefuseTwice(IEnumerable<string> ours, IEnumerable<string> theirs, Func<string, string> path, ConfigErrors errors)
    {
        foreach (var id in ours.Intersect(theirs, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ConfigErrorCodes.TwoProviders, path(id), $"'{id}' also comes from another provider of this host.", "McpProxy loads the ReverseProxy section itself: remove LoadFromConfig.");
        }
    }

    private async ValueTask<Dictionary<string, ClusterConfig>> FilterClustersAsync(IReadOnlyList<ClusterConfig> clusters, ConfigErrors errors)
    {
        var filtered = new Dictionary<string, ClusterConfig>(StringComparer.OrdinalIgnoreCase);
        foreach (var cluster in clusters)
        {
            filtered[cluster.ClusterId] = cluster;
            try
            {
                foreach (var filter in _filters)
                {
                    filtered[cluster.ClusterId] = await filter.ConfigureClusterAsync(filtered[cluster.ClusterId], CancellationToken.None);
                }
            }
            catch (Exception e)
            {
                // Filters are the embedding host's code.
                errors.Add(ConfigErrorCodes.InvalidCluster, ConfigPaths.Cluster(cluster.ClusterId), $"A configuration filter of this host failed: {e.Message}");
            }
        }

        return filtered;
    }

    private async ValueTask<List<RouteConfig>> FilterRoutesAsync(IReadOnlyList<RouteConfig> routes, Dictionary<string, ClusterConfig> clusters, ConfigErrors errors)
    {
        var filtered = new List<RouteConfig>(routes.Count);
        foreach (var route in routes)
        {
            var result = route;
            try
            {
                foreach (var filter in _filters)
                {
                    result = await filter.ConfigureRouteAsync(result, clusters.GetValueOrDefault(result.ClusterId ?? ""), CancellationToken.None);
                }
            }
            catch (Exception e)
            {
                errors.Add(ConfigErrorCodes.InvalidRoute, ConfigPaths.Route(route.RouteId), $"A configuration filter of this host failed: {e.Message}");
            }

            filtered.Add(result);
        }

        return filtered;
    }
}

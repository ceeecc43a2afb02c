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

    /// <summary>Puts together what is to be checked, and checks what concerns all of it.</summary>
    public async ValueTask<VisibleRoutes> SeeAsync(ProxyRoutes proxy, ConfigErrors errors)
    {
        var others = _others.Select(p => Ask(p, errors)).ToList();
        var otherRoutes = others.SelectMany(o => o.Routes).ToList();
        var otherClusters = others.SelectMany(o => o.Clusters).ToList();
        RefuseTwice(proxy.Routes.Select(r => r.RouteId), otherRoutes.Select(r => r.RouteId), ConfigPaths.Route, errors);
        RefuseTwice(proxy.Clusters.Select(c => c.ClusterId), otherClusters.Select(c => c.ClusterId), ConfigPaths.Cluster, errors);

        var clusters = await FilterClustersAsync(proxy.Clusters, errors);
        var routes = await FilterRoutesAsync(proxy.Routes, clusters, errors);
        return new VisibleRoutes(routes, [.. clusters.Values], [.. routes, .. otherRoutes], [.. clusters.Keys, .. otherClusters.Select(c => c.ClusterId)]);
    }

    /// <summary>Checks each route and cluster of ours, and that no two routes match the same requests.</summary>
    public async ValueTask CheckAsync(VisibleRoutes visible, RoutePolicies policies, ConfigErrors errors)
    {
        foreach (var cluster in visible.OwnClusters)
        {
            await clusterValidator.ValidateAsync(cluster, errors);
        }

        foreach (var route in visible.OwnRoutes)
        {
            await routeValidator.ValidateAsync(route, visible.ClusterIds, policies, errors);
        }

        AmbiguousRoutes.Check(visible.Routes, errors);
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

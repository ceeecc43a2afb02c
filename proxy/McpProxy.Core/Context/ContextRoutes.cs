using McpProxy.Forwarding.Regions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Context;

/// <summary>Tells, while a configuration is loaded, the routes whose calls have identity, profile or region.</summary>
internal sealed class ContextRoutes(IEnumerable<ITransformFactory> factories)
{
    private readonly HashSet<string> _transforms = new(factories.OfType<IContextTransform>().Select(t => t.Key), StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the test for the routes of one configuration.</summary>
    public Func<RouteConfig, bool> Among(IReadOnlyList<ClusterConfig> clusters)
    {
        var regional = clusters.Where(c => RegionRouters.PathOf(c) is not null).Select(c => c.ClusterId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return route => (route.ClusterId is { } cluster && regional.Contains(cluster))
            || route.Transforms?.Any(t => t.Keys.Any(_transforms.Contains)) == true;
    }
}

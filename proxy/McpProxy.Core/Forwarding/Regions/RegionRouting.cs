using McpProxy.Regions;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;

namespace McpProxy.Forwarding.Regions;

/// <summary>Finds the regions of routes for plugins.</summary>
/// <param name="routers">Knows the regions of clusters.</param>
/// <param name="services">YARP's state comes from here when it is asked for: plugins are made before YARP can be.</param>
internal sealed class RegionRouting(RegionRouters routers, IServiceProvider services) : IRegionRouting
{
    public IRegionMap? OfRoute(string routeId) =>
        services.GetRequiredService<IProxyStateLookup>().TryGetRoute(routeId, out var route) && route.Cluster is { } cluster ? routers.Of(cluster.Model.Config) : null;
}

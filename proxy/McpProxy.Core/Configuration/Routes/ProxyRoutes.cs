using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>Routes and clusters of one configuration.</summary>
/// <param name="Routes">The routes.</param>
/// <param name="Clusters">The clusters.</param>
internal sealed record ProxyRoutes(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters)
{
    public static ProxyRoutes None { get; } = new([], []);
}

using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>Routes and clusters as YARP will see them, after the host's filters.</summary>
/// <param name="OwnRoutes">The routes of the configuration.</param>
/// <param name="OwnClusters">The clusters of the configuration.</param>
/// <param name="Routes">Those, and the routes of the host's other providers.</param>
/// <param name="ClusterIds">The ids of all clusters.</param>
internal sealed record VisibleRoutes(IReadOnlyList<RouteConfig> OwnRoutes, IReadOnlyList<ClusterConfig> OwnClusters, IReadOnlyList<RouteConfig> Routes, IReadOnlyCollection<string> ClusterIds);

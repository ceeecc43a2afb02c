using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>The <c>ReverseProxy</c> section in YARP's own types, for strict binding and for the schema.</summary>
internal sealed record ProxySection
{
    /// <summary>The routes by id. See YARP's documentation.</summary>
    public IReadOnlyDictionary<string, RouteConfig> Routes { get; init; } = new Dictionary<string, RouteConfig>();

    /// <summary>The clusters by id. See YARP's documentation.</summary>
    public IReadOnlyDictionary<string, ClusterConfig> Clusters { get; init; } = new Dictionary<string, ClusterConfig>();
}

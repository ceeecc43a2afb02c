namespace McpProxy.Regions;

/// <summary>The regions that upstreams are called in. A singleton.</summary>
public interface IRegionRouting
{
    /// <summary>The regions of the cluster that a route leads to.</summary>
    /// <param name="routeId">The route's id.</param>
    /// <returns>Null when there is no such route, or when its cluster is not routed by region.</returns>
    IRegionMap? OfRoute(string routeId);
}

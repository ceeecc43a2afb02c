using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Host.Hosting;

/// <summary>Replaces <c>simulator://region/</c> in destinations by the address the embedded simulator got.</summary>
internal sealed class SimulatorAddresses(EmbeddedSimulator simulator) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        if (cluster.Destinations is not { } destinations || !destinations.Values.Any(d => Find(d.Address) is not null))
        {
            return new(cluster);
        }

        return new(cluster with
        {
            Destinations = destinations.ToDictionary(d => d.Key, d => Replace(d.Value), StringComparer.OrdinalIgnoreCase),
        });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    private static Uri? Find(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == EmbeddedSimulator.Scheme ? uri : null;

    private DestinationConfig Replace(DestinationConfig destination) =>
        Find(destination.Address) is { } address ? destination with { Address = simulator.AddressOf(address).ToString() } : destination;
}

using McpProxy.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Forwarding.Regions;

/// <summary>Moves a cluster to the upstream's sandbox: a plain replacement in the hosts of its destinations.</summary>
internal static class RegionSandbox
{
    public static ClusterConfig Apply(ClusterConfig cluster, RegionSandboxConfig sandbox) => !sandbox.Enabled
        ? cluster
        : cluster with
        {
            Destinations = cluster.Destinations?.ToDictionary(
                d => d.Key,
                d => d.Value with { Address = Move(d.Value.Address, sandbox), Health = Move(d.Value.Health, sandbox), Host = d.Value.Host?.Replace(sandbox.From, sandbox.To, StringComparison.OrdinalIgnoreCase) },
                StringComparer.OrdinalIgnoreCase),
        };

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(address))]
    private static string? Move(string? address, RegionSandboxConfig sandbox)
    {
        if (string.IsNullOrEmpty(address))
        {
            return address;
        }

        var moved = new UriBuilder(address);
        moved.Host = moved.Host.Replace(sandbox.From, sandbox.To, StringComparison.OrdinalIgnoreCase);
        return moved.Uri.AbsoluteUri;
    }
}

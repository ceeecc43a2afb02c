using System.Runtime.CompilerServices;
using McpProxy.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Forwarding.Regions;

/// <summary>The router of each cluster that has one. A cluster's configuration changes with the options it names, so both are replaced together.</summary>
internal sealed class RegionRouters(ICandidateConfiguration configuration)
{
    private readonly ConditionalWeakTable<ClusterConfig, RegionRouter> _routers = new();

    /// <summary>Where the section stands that a cluster names; null for most clusters.</summary>
    public static string? PathOf(ClusterConfig cluster) =>
        cluster.Metadata?.GetValueOrDefault(RegionRouter.ClusterKey) is { } name ? $"McpProxy:{RegionSection.SectionKey}:{name}" : null;

    /// <summary>The router of a cluster that is being applied or has been; null for most.</summary>
    public RegionRouter? Of(ClusterConfig cluster)
    {
        if (PathOf(cluster) is not { } path)
        {
            return null;
        }

        return _routers.TryGetValue(cluster, out var router) ? router
            : _routers.GetValue(cluster, c => new RegionRouter(configuration.Bind<RegionRoutingConfig>(path, new ConfigErrors()), c));
    }
}

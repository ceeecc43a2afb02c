using McpProxy.Configuration;
using McpProxy.Configuration.Binding;
using McpProxy.Configuration.Routes;
using McpProxy.Context;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Forwarding.Regions;

/// <summary>Checks how a cluster is routed by region.</summary>
internal sealed class RegionChecks(ICandidateConfiguration configuration)
{
    /// <summary>Checks a cluster; nothing to do for one that is not routed by region.</summary>
    public void Check(ClusterConfig cluster, ConfigErrors errors)
    {
        if (cluster.Metadata?.GetValueOrDefault(RegionRouter.ClusterKey) is not { } name)
        {
            return;
        }

        var path = ConfigPaths.Cluster(cluster.ClusterId);
        var known = configuration.Current.GetSection($"McpProxy:{RegionSection.SectionKey}").GetChildren().Select(c => c.Key).ToList();
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ConfigErrorCodes.UnknownName, $"{path}:Metadata:{RegionRouter.ClusterKey}", $"There is no '{name}' under McpProxy:{RegionSection.SectionKey}.",
                known.Count == 0 ? "Add it." : UnknownKey.Suggest(name, known));
            return;
        }

        var regions = configuration.Bind<RegionRoutingConfig>($"McpProxy:{RegionSection.SectionKey}:{name}", new ConfigErrors());
        CheckDestinations(cluster, path, errors);
        CheckDefault(cluster, regions, path, errors);
        CheckSandbox(cluster, regions.Sandbox, path, errors);
    }

    private static void CheckDestinations(ClusterConfig cluster, string path, ConfigErrors errors)
    {
        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            var region = RegionRouter.RegionOf(destination);
            if (region.Length == 0)
            {
                errors.Add(ConfigErrorCodes.Missing, $"{path}:Destinations:{name}:Metadata:{RegionRouter.DestinationKey}", "The cluster is routed by region, and this destination has none.",
                    "Add \"Metadata\": { \"Region\": \"...\" }.");
            }
            else if (!ContextSyntax.IsRegion(region))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Destinations:{name}:Metadata:{RegionRouter.DestinationKey}", $"'{region}' is not a region.", "Write letters, digits, '-' and '_'.");
            }
        }
    }

    private static void CheckDefault(ClusterConfig cluster, RegionRoutingConfig regions, string path, ConfigErrors errors)
    {
        var served = (cluster.Destinations ?? new Dictionary<string, DestinationConfig>()).Values.Select(RegionRouter.RegionOf).Where(r => r.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (regions.Default.Length > 0 && served.Count > 0 && !served.Contains(regions.Default, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ConfigErrorCodes.UnknownName, $"{path}:Destinations", $"No destination is in '{regions.Default}', the region of calls that nothing says one for.",
                $"Add one, or set 'Default' of the cluster's RegionRouting to {string.Join(" or ", served)}.");
        }
    }

    private static void CheckSandbox(ClusterConfig cluster, RegionSandboxConfig sandbox, string path, ConfigErrors errors)
    {
        if (!sandbox.Enabled || sandbox.From.Length == 0)
        {
            return;
        }

        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            if (Uri.TryCreate(destination.Address, UriKind.Absolute, out var address) && !address.Host.Contains(sandbox.From, StringComparison.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Destinations:{name}:Address", $"The sandbox is on, and the host '{address.Host}' has no '{sandbox.From}' to replace: its calls would not go to the sandbox.",
                    "Change the address, or the 'From' of the sandbox.");
            }
        }
    }
}

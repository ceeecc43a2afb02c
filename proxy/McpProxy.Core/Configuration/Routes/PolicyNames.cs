using McpProxy.Configuration.Binding;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.SessionAffinity;

namespace McpProxy.Configuration.Routes;

/// <summary>Checks the names of a cluster's policies against those that are registered, with the nearest as a hint.</summary>
internal sealed class PolicyNames(
    IEnumerable<ILoadBalancingPolicy> loadBalancing,
    IEnumerable<ISessionAffinityPolicy> affinity,
    IEnumerable<IAffinityFailurePolicy> affinityFailure,
    IEnumerable<IAvailableDestinationsPolicy> available,
    IEnumerable<IActiveHealthCheckPolicy> active,
    IEnumerable<IPassiveHealthCheckPolicy> passive)
{
    private readonly string[] _loadBalancing = Names(loadBalancing, p => p.Name);
    private readonly string[] _affinity = Names(affinity, p => p.Name);
    private readonly string[] _affinityFailure = Names(affinityFailure, p => p.Name);
    private readonly string[] _available = Names(available, p => p.Name);
    private readonly string[] _active = Names(active, p => p.Name);
    private readonly string[] _passive = Names(passive, p => p.Name);

    /// <returns>The cluster with every unknown name replaced by YARP's default.</returns>
    public ClusterConfig Check(ClusterConfig cluster, string path, ConfigErrors errors)
    {
        var checkedCluster = cluster with { LoadBalancingPolicy = Known(cluster.LoadBalancingPolicy, _loadBalancing, $"{path}:LoadBalancingPolicy", errors) };
        if (cluster.SessionAffinity is { } session)
        {
            checkedCluster = checkedCluster with
            {
                SessionAffinity = session with
                {
                    Policy = Known(session.Policy, _affinity, $"{path}:SessionAffinity:Policy", errors),
                    FailurePolicy = Known(session.FailurePolicy, _affinityFailure, $"{path}:SessionAffinity:FailurePolicy", errors),
                },
            };
        }

        return cluster.HealthCheck is { } health ? checkedCluster with { HealthCheck = Check(health, $"{path}:HealthCheck", errors) } : checkedCluster;
    }

    private HealthCheckConfig Check(HealthCheckConfig health, string path, ConfigErrors errors) => health with
    {
        AvailableDestinationsPolicy = Known(health.AvailableDestinationsPolicy, _available, $"{path}:AvailableDestinationsPolicy", errors),
        Active = health.Active is { } active ? active with { Policy = Known(active.Policy, _active, $"{path}:Active:Policy", errors) } : null,
        Passive = health.Passive is { } passive ? passive with { Policy = Known(passive.Policy, _passive, $"{path}:Passive:Policy", errors) } : null,
    };

    private static string? Known(string? name, string[] names, string path, ConfigErrors errors)
    {
        if (string.IsNullOrEmpty(name) || names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return name;
        }

        errors.Add(ConfigErrorCodes.UnknownPolicy, path, $"There is no policy '{name}'.", UnknownKey.Suggest(name, names));
        return null;
    }

    private static string[] Names<T>(IEnumerable<T> policies, Func<T, string> name) => [.. policies.Select(name).Order(StringComparer.Ordinal)];
}

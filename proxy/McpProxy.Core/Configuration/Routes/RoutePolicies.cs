using McpProxy.Authentication;
using McpProxy.Dispatch;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>
/// The names that a route's <c>AuthorizationPolicy</c> can have and mean one of our policies. YARP does not get to see them: they
/// go along as metadata, so that a policy can change without its routes being built anew.
/// </summary>
internal sealed class RoutePolicies
{
    private readonly HashSet<string>? _names;

    private RoutePolicies(HashSet<string>? names) => _names = names;

    /// <summary>The names to suggest; empty when there are only policies of the host's own code.</summary>
    public IReadOnlyCollection<string> Names => _names ?? [];

    public static RoutePolicies Of(McpProxyConfig host) => new(host.Authentication is null
        ? null
        : new HashSet<string>([.. host.Authorization?.Policies.Keys ?? [], AccessModel.DefaultName], StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a route names one of ours.</summary>
    public bool Contains(RouteConfig route) => route.AuthorizationPolicy is { Length: > 0 } name && _names?.Contains(name) == true;

    /// <summary>The routes as YARP is to see them.</summary>
    public ProxyRoutes Take(ProxyRoutes proxy) => _names is null ? proxy : proxy with { Routes = [.. proxy.Routes.Select(Take)] };

    private RouteConfig Take(RouteConfig route) => !Contains(route) ? route : route with
    {
        AuthorizationPolicy = null,
        Metadata = new Dictionary<string, string>(route.Metadata ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase) { [CorridorPlan.PolicyKey] = route.AuthorizationPolicy! },
    };
}

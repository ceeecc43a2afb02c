using McpProxy.Configuration.Reloading;
using McpProxy.Dispatch;
using McpProxy.Forwarding;
using McpProxy.Hosting;
using McpProxy.Inbound;
using McpProxy.Lifecycle;
using McpProxy.Mcp;
using McpProxy.Shaping.Continuation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps McpProxy's two doors.</summary>
public static class McpProxyEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps YARP's routes (in place of <c>MapReverseProxy</c>) and the MCP endpoint at <c>Mcp:Path</c>. Authorization,
    /// rate-limiter and timeout policies named on a route are applied on both doors here; do not add
    /// <c>UseRateLimiter</c> or <c>UseRequestTimeouts</c> for them as well. Routes with a <c>CorsPolicy</c> need
    /// <c>UseCors</c> before, as with YARP alone.
    /// </summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <returns>Conventions of every endpoint that MCP clients use, e.g. to demand authorization for them; the webhook of resources has signatures instead.</returns>
    /// <exception cref="McpProxy.Configuration.InvalidConfigurationException">The configuration has mistakes; all of them are in it.</exception>
    public static IEndpointConventionBuilder MapMcpProxy(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        services.GetRequiredService<ProxyLifecycle>().Enter(ProxyPhase.Registration);
        ForwardingSetup.EnsureForwarding(services);
        var reloader = services.GetRequiredService<ConfigReloader>();
        var before = endpoints.DataSources.ToList();
        reloader.Open(() => services.GetRequiredService<Corridor>().Attach(endpoints, endpoints.MapReverseProxy(ForwardingSetup.ConfigurePipeline)));

        // YARP adds one source for all its routes, unless the host has mapped them before.
        var proxied = endpoints.DataSources.Except(before).FirstOrDefault()
            ?? throw new InvalidOperationException("MapReverseProxy has been called already. Call MapMcpProxy in its place.");
        reloader.Start(proxied);
        MapPlugins(endpoints);
        services.GetRequiredService<ArtifactEndpoint>().Map(endpoints);
        return endpoints.MapMcpSurface();
    }

    private static void MapPlugins(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        foreach (var mapper in endpoints.ServiceProvider.GetServices<IEndpointMapper>())
        {
            mapper.Map(group);
        }

        var source = endpoints.ServiceProvider.GetRequiredService<PluginSourceGate>();
        ((IEndpointConventionBuilder)group).Add(e =>
        {
            ((RouteEndpointBuilder)e).Order = int.MinValue;
            e.RequestDelegate = source.Guard(e.RequestDelegate!); // set before conventions run
        });
    }
}

using McpProxy.Configuration;
using McpProxy.Inbound;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Methods;
using McpProxy.Mcp.Sdk;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Stdio;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Mcp;

/// <summary>Puts the MCP surface together.</summary>
internal static class McpSetup
{
    /// <summary>Registers the MCP endpoint and <see cref="StdioServer"/>. Needs <see cref="LiveConfig"/> and <see cref="Dispatch.IToolInvoker"/>.</summary>
    public static IServiceCollection AddMcpSurface(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ListenerAddresses>();
        services.TryAddSingleton<HostCheck>();
        services.TryAddSingleton<ArrivalDeadline>();
        services.TryAddSingleton<JsonWriterPool>();
        services.TryAddSingleton<McpMetrics>();
        services.TryAddSingleton<McpSurfaceCache>();
        services.TryAddSingleton<ChangeFeed>();
        services.TryAddSingleton<ToolCallRunner>();
        services.AddMethods();
        services.TryAddSingleton<DirectEngine>();
        services.TryAddSingleton<SdkHandlers>();
        services.TryAddSingleton<SdkServerOptions>();
        services.TryAddSingleton<SdkEngine>();
        services.TryAddSingleton<EngineSelector>();
        services.TryAddSingleton<RequestAnswerer>();
        services.TryAddSingleton<ConnectionContext>();
        services.TryAddSingleton<StdioServer>();
        services.TryAddSingleton<SessionStore>();
        services.TryAddSingleton<HttpReplyContexts>();
        services.TryAddSingleton<StreamSlots>();
        services.TryAddSingleton<SessionHandler>();
        services.TryAddSingleton<BatchRunner>();
        services.TryAddSingleton<LegacyPostHandler>();
        services.TryAddSingleton<PostHandler>();
        services.TryAddSingleton<McpEndpoint>();
        services.AddHostedService<SessionSweeper>();
        services.AddHostedService(s => s.GetRequiredService<ArrivalDeadline>());
        return services;
    }

    /// <summary>
    /// Maps the endpoint at <c>Mcp:Path</c> and its toolsets below it. The path is that of the configuration at this
    /// moment, and wins over every proxied route; which toolsets there are is looked up per request, so that a reload can add and remove them.
    /// </summary>
    public static IEndpointConventionBuilder MapMcpSurface(this IEndpointRouteBuilder endpoints)
    {
        var path = endpoints.ServiceProvider.GetRequiredService<LiveConfig>().Current.Mcp.Path;
        var endpoint = endpoints.ServiceProvider.GetRequiredService<McpEndpoint>();
        var group = endpoints.MapGroup(path);
        group.Map("/", (RequestDelegate)endpoint.HandleAsync);
        group.Map($"/{{{McpEndpoint.ToolsetRouteValue}}}", (RequestDelegate)endpoint.HandleAsync);

        // A route of the same path, or a catch-all with a low order, must not take the endpoint away from its clients.
        ((IEndpointConventionBuilder)group).Add(e => ((RouteEndpointBuilder)e).Order = int.MinValue);
        return group;
    }
}

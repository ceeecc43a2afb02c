using McpProxy.Completions;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Inbound;
using McpProxy.Lifecycle;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.LegacySse;
using McpProxy.Mcp.MetaTools;
using McpProxy.Mcp.Methods;
using McpProxy.Mcp.Sampling;
using McpProxy.Mcp.Sdk;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Stdio;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Watching;
using McpProxy.Mcp.WebSockets;
using McpProxy.Mcp.Wire;
using McpProxy.Prompts;
using McpProxy.Shaping.Continuation;
using McpProxy.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

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
        services.TryAddSingleton<PluginSourceGate>();
        services.TryAddSingleton<ArrivalDeadline>();
        services.TryAddSingleton<JsonWriterPool>();
        services.TryAddSingleton<McpMetrics>();
        services.TryAddSingleton<McpSurfaceCache>();
        services.TryAddSingleton<ChangeFeed>();
        services.TryAddSingleton<PromptRenderer>();
        services.TryAddSingleton<CompletionSource>();
        services.TryAddSingleton<ResourceReader>();
        services.TryAddSingleton<RequestStateSeal>();
        services.TryAddSingleton<ClientAsker>();
        services.TryAddSingleton<SamplingProviders>();
        services.TryAddSingleton<InputRounds>();
        services.TryAddSingleton<ResourcePoller>();
        services.TryAddSingleton<ResourceSignals>();
        services.TryAddSingleton<SubscriptionFollower>();
        services.TryAddSingleton<ResourceWatches>();
        services.TryAddSingleton<ResourceListeners>();
        services.AddCallContexts();
        services.TryAddSingleton<EnabledChoices>();
        services.TryAddSingleton<GroupTools>();
        services.TryAddSingleton<SearchTurns>();
        services.TryAddSingleton<MetaToolRunner>();
        services.AddMethods();
        services.TryAddSingleton<DirectEngine>();
        services.TryAddSingleton<SdkHandlers>();
        services.TryAddSingleton<SdkServerOptions>();
        services.TryAddSingleton<SdkEngine>();
        services.TryAddSingleton<EngineSelector>();
        services.TryAddSingleton<RequestAnswerer>();
        services.TryAddSingleton<CallerWatches>();
        services.TryAddSingleton<ConnectionContext>();
        services.TryAddSingleton<StdioServer>();
        services.AddState();
        services.TryAddSingleton<SessionChannel>();
        services.TryAddSingleton<SessionStore>();
        services.TryAddSingleton<SessionStreams>();
        services.TryAddSingleton<UnreadAnswers>();
        services.TryAddSingleton<HttpReplyContexts>();
        services.TryAddSingleton<StreamSlots>();
        services.TryAddSingleton<SessionHandler>();
        services.TryAddSingleton<SessionStreamHandler>();
        services.TryAddSingleton<BatchRunner>();
        services.TryAddSingleton<LegacyPostHandler>();
        services.TryAddSingleton<PostHandler>();
        services.TryAddSingleton<SourceGate>();
        services.TryAddSingleton<RequestGuard>();
        services.TryAddSingleton<McpEndpoint>();
        services.TryAddSingleton<ResourceWebhookEndpoint>();
        services.TryAddSingleton<LegacySseClients>();
        services.TryAddSingleton<LegacySseStreamHandler>();
        services.TryAddSingleton<LegacySseMessageHandler>();
        services.TryAddSingleton<LegacySseEndpoint>();
        services.TryAddSingleton<WebSocketRegistry>();
        services.TryAddSingleton<WebSocketEndpoint>();
        services.AddPart<SessionSweeper>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ArrivalDeadline>(s => s.GetRequiredService<ArrivalDeadline>()));
        return services;
    }

    /// <summary>
    /// Maps the endpoints at <c>Mcp:Path</c> and, if there are such, those of <c>Mcp:WebSocket</c> and <c>Mcp:LegacySse</c>, and the toolsets below them. The
    /// paths are those of the configuration at this moment, and win over every proxied route; which toolsets there are is
    /// looked up per request, so that a reload can add and remove them.
    /// </summary>
    /// <returns>Conventions of all of them but the webhook, whose callers are upstreams.</returns>
    public static IEndpointConventionBuilder MapMcpSurface(this IEndpointRouteBuilder endpoints)
    {
        var config = endpoints.ServiceProvider.GetRequiredService<LiveConfig>().Current.Mcp;
        var all = endpoints.MapGroup("");
        all.MapWithToolsets(config.Path, endpoints.ServiceProvider.GetRequiredService<McpEndpoint>().HandleAsync);
        if (config.WebSocket.Enabled)
        {
            all.MapWithToolsets(config.WebSocket.Path, WebSocketPipeline(endpoints));
        }

        if (config.ResourceWebhook.Secret.HasValue)
        {
            // Outside the group: its callers are upstreams, and their signature is what they are known by.
            endpoints.Map(config.ResourceWebhook.Path, endpoints.ServiceProvider.GetRequiredService<ResourceWebhookEndpoint>().HandleAsync)
                .AllowAnonymous() // A fallback policy of the host must not lock them out.
                .Add(e => ((RouteEndpointBuilder)e).Order = int.MinValue);
        }

        if (config.LegacySse.Enabled)
        {
            var legacy = endpoints.ServiceProvider.GetRequiredService<LegacySseEndpoint>();
            all.MapWithToolsets(config.LegacySse.SsePath, legacy.HandleStreamAsync);
            all.Map(config.LegacySse.MessagePath, (RequestDelegate)legacy.HandleMessageAsync);
        }

        // A route of the same path, or a catch-all with a low order, must not take an endpoint away from its clients.
        ((IEndpointConventionBuilder)all).Add(e => ((RouteEndpointBuilder)e).Order = int.MinValue);
        return all;
    }

    private static void MapWithToolsets(this RouteGroupBuilder endpoints, string path, RequestDelegate handle)
    {
        endpoints.Map(path, handle);
        endpoints.Map($"{path}/{{{McpEndpoint.ToolsetRouteValue}}}", handle);
    }

    /// <summary>With the middleware that offers the upgrade, so that a host need not have it.</summary>
    private static RequestDelegate WebSocketPipeline(IEndpointRouteBuilder endpoints)
    {
        var app = endpoints.CreateApplicationBuilder();
        app.UseWebSockets();
        app.Run(endpoints.ServiceProvider.GetRequiredService<WebSocketEndpoint>().HandleAsync);
        return app.Build();
    }
}

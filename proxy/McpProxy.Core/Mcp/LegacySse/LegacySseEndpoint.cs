using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Inbound;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.LegacySse;

/// <summary>Both endpoints of the HTTP+SSE transport (2024-11-05, basic/transports), behind the same checks as every other one of MCP.</summary>
internal sealed class LegacySseEndpoint(LiveConfig config, McpSurfaceCache surfaces, SourceGate sources, LegacySseStreamHandler streams, LegacySseMessageHandler messages, RequestGuard guard)
{
    private readonly LegacySseStreamHandler _streams = streams;
    private readonly LegacySseMessageHandler _messages = messages;

    /// <summary>The event stream.</summary>
    public Task HandleStreamAsync(HttpContext http) => guard.RunAsync(http, this, static async (self, request) =>
    {
        var toolset = request.Request.RouteValues[McpEndpoint.ToolsetRouteValue] as string;
        if (await self.AdmitAsync(request, toolset) is { } surface)
        {
            await self._streams.HandleAsync(request, surface, toolset);
        }
    });

    /// <summary>Messages.</summary>
    public Task HandleMessageAsync(HttpContext http) => guard.RunAsync(http, this, static async (self, request) =>
    {
        if (await self.AdmitAsync(request, self._messages.ToolsetOf(request)) is { } surface)
        {
            await self._messages.HandleAsync(request, surface);
        }
    });

    /// <returns>The surface to go on with; null when the request has been answered.</returns>
    private async ValueTask<McpSurface?> AdmitAsync(HttpContext http, string? toolset)
    {
        var surface = surfaces.For(config.Current);
        var origin = http.Request.Headers.Origin.ToString();
        if (sources.Check(http, surface.Snapshot, origin) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return null;
        }

        CrossOrigin.Allow(http, origin);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            CrossOrigin.AnswerPreflight(http, surface.Config.ForwardHeaders);
            return null;
        }

        if (surface.Snapshot.Access is { } access && CallerGate.CheckEndpoint(access, http, await CallerGate.EnsureAsync(http, access), surface.Find(toolset)?.Toolset) is { } challenge)
        {
            HttpFaults.Write(http, McpFault.Challenge(challenge));
            return null;
        }

        return surface;
    }
}

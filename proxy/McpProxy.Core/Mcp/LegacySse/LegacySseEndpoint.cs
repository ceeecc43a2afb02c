using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Inbound;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.LegacySse;

/// <summary>Both endpoints of the HTTP+SSE transport (2024-11-05, basic/transports), behind the same checks as every other one of MCP.</summary>
internal sealed class LegacySseEndpoint(LiveConfig config, McpSurfaceCache surfaces, SourceGate sources, LegacySseStreamHandler streams, LegacySseMessageHandler messages)
{
    /// <summary>The event stream.</summary>
    public Task HandleStreamAsync(HttpContext http)
    {
        var toolset = http.Request.RouteValues[McpEndpoint.ToolsetRouteValue] as string;
        return HandleAsync(http, toolset, surface => streams.HandleAsync(http, surface, toolset));
    }

    /// <summary>Messages.</summary>
    public Task HandleMessageAsync(HttpContext http) => HandleAsync(http, messages.ToolsetOf(http), surface => messages.HandleAsync(http, surface));

    private async Task HandleAsync(HttpContext http, string? toolset, Func<McpSurface, ValueTask> handle)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        var surface = surfaces.For(config.Current);
        var origin = http.Request.Headers.Origin.ToString();
        if (sources.Check(http, surface.Config, origin) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return;
        }

        CrossOrigin.Allow(http, origin);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            CrossOrigin.AnswerPreflight(http, surface.Config.ForwardHeaders);
            return;
        }

        try
        {
            if (surface.Snapshot.Access is { } access && CallerGate.CheckEndpoint(access, http, await CallerGate.EnsureAsync(http, access), surface.Find(toolset)?.Toolset) is { } challenge)
            {
                HttpFaults.Write(http, McpFault.Challenge(challenge));
                return;
            }

            await handle(surface);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to tell.
        }
        catch (BodyDidNotArriveException)
        {
            http.Abort();
        }
    }
}

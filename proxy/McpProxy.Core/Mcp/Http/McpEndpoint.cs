using McpProxy.Authentication;
using McpProxy.Authentication.Policies;
using McpProxy.Configuration;
using McpProxy.Inbound;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>The MCP endpoint of Streamable HTTP, for all revisions on one URL.</summary>
internal sealed class McpEndpoint(
    LiveConfig config,
    McpSurfaceCache surfaces,
    SourceGate sources,
    PostHandler posts,
    SessionHandler sessions,
    SessionStreamHandler streams,
    RequestGuard guard)
{
    public const string ToolsetRouteValue = "toolset";

    private const string AllMethods = "GET, POST, DELETE";

    public Task HandleAsync(HttpContext http) => guard.RunAsync(http, this, static (self, request) => self.HandleGuardedAsync(request));

    private ValueTask HandleGuardedAsync(HttpContext http)
    {
        var surface = surfaces.For(config.Current);
        var origin = http.Request.Headers.Origin.ToString();
        if (sources.Check(http, surface.Snapshot, origin) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return default;
        }

        CrossOrigin.Allow(http, origin);
        // A preflight carries no credential (Fetch, 4.8).
        return surface.Snapshot.Access is { } access && !HttpMethods.IsOptions(http.Request.Method) ? AdmitAsync(http, surface, access) : EnterAsync(http, surface, null);
    }

    private async ValueTask AdmitAsync(HttpContext http, McpSurface surface, AccessModel access)
    {
        var caller = await CallerGate.EnsureAsync(http, access);
        var toolset = surface.Find(http.Request.RouteValues[ToolsetRouteValue] as string);
        if (CallerGate.CheckEndpoint(access, http, caller, toolset?.Toolset) is { } challenge)
        {
            HttpFaults.Write(http, McpFault.Challenge(challenge));
            return;
        }

        await EnterAsync(http, surface, access.GrantsOf(caller));
    }

    private ValueTask EnterAsync(HttpContext http, McpSurface surface, Grants? grants)
    {
        if (surface.Find(http.Request.RouteValues[ToolsetRouteValue] as string) is { } toolset)
        {
            return DispatchAsync(http, toolset.For(grants));
        }

        HttpFaults.Write(http, McpFault.InvalidRequest("there is no toolset of this name.", StatusCodes.Status404NotFound));
        return default;
    }

    private ValueTask DispatchAsync(HttpContext http, ToolsetSurface toolset)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsPost(method))
        {
            return posts.HandleAsync(http, toolset);
        }

        if (HttpMethods.IsGet(method))
        {
            return streams.HandleAsync(http, toolset);
        }

        if (HttpMethods.IsDelete(method))
        {
            return sessions.DeleteAsync(http, toolset);
        }

        if (HttpMethods.IsOptions(method))
        {
            CrossOrigin.AnswerPreflight(http, toolset.Surface.Config.ForwardHeaders);
            return default;
        }

        HttpFaults.Write(http, McpFault.MethodNotAllowed(AllMethods));
        return default;
    }
}

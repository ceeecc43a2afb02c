using System.Diagnostics;
using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace McpProxy.Mcp.WebSockets;

/// <summary>
/// The WebSocket endpoint. Whatever speaks against a connection (authorization, host, origin, toolset, limits) is said before
/// the upgrade, as an HTTP status with a JSON-RPC error.
/// </summary>
internal sealed partial class WebSocketEndpoint(
    ConnectionContext context, SourceGate sources, WebSocketRegistry registry, IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<WebSocketEndpoint> logger)
{
    /// <summary>Chosen when the client offers it; clients of the MCP SDKs do.</summary>
    private const string SubProtocol = "mcp";

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        var surface = context.Surfaces.For(context.Config.Current);
        if ((Check(http, surface) ?? await CheckCallerAsync(http, surface)) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return;
        }

        var config = surface.Config.WebSocket;
        if (lifetime.ApplicationStopping.IsCancellationRequested || !registry.TryEnter(config.MaxConnections))
        {
            HttpFaults.Write(http, lifetime.ApplicationStopping.IsCancellationRequested ? McpFault.Stopping : McpFault.TooMany("WebSocket connections"));
            return;
        }

        var reason = CloseReason.Failed;
        try
        {
            reason = await ServeAsync(http, surface, config);
        }
        finally
        {
            registry.Leave(reason);
            Log.Closed(logger, reason.Label, http.TraceIdentifier);
        }
    }

    private McpFault? Check(HttpContext http, McpSurface surface)
    {
        if (sources.Check(http, surface.Snapshot, http.Request.Headers.Origin.ToString()) is { } foreign)
        {
            return foreign;
        }

        if (surface.Find(Toolset(http)) is null)
        {
            return McpFault.InvalidRequest("there is no toolset of this name.", StatusCodes.Status404NotFound);
        }

        if (http.WebSockets.IsWebSocketRequest)
        {
            return null;
        }

        if (!HttpMethods.IsGet(http.Request.Method))
        {
            return McpFault.MethodNotAllowed("GET");
        }

        // RFC 9110, 15.5.22; RFC 6455, 4.4.
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketVersion = "13";
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "Upgrade";
        }

        return McpFault.InvalidRequest("this endpoint takes WebSocket connections (version 13) only.", StatusCodes.Status426UpgradeRequired);
    }

    private static async ValueTask<McpFault?> CheckCallerAsync(HttpContext http, McpSurface surface)
    {
        if (surface.Snapshot.Access is not { } access)
        {
            return null;
        }

        var caller = await CallerGate.EnsureAsync(http, access);
        return CallerGate.CheckEndpoint(access, http, caller, surface.Find(Toolset(http))?.Toolset) is { } challenge ? McpFault.Challenge(challenge) : null;
    }

    private async Task<CloseReason> ServeAsync(HttpContext http, McpSurface surface, WebSocketConfig config)
    {
        var opening = new OpeningRequest(http, surface.Snapshot.Access, context.Time);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = http.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol, StringComparer.Ordinal) ? SubProtocol : null,
            KeepAliveInterval = config.PingInterval,
            KeepAliveTimeout = config.PongTimeout,
        });
        Activity.Current = null; // The span of the handshake is not the parent of all calls until the client leaves.
        await using var connection = new WebSocketConnection(context, config, socket, Toolset(http), opening, logger);
        using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static c => ((WebSocketConnection)c!).End(CloseReason.Shutdown), connection);
        await using var expiry = ExpiryTimer(http, connection);
        using var watch = context.Callers.Watch(opening, surface.Snapshot.Access, Toolset(http), () => connection.End(CloseReason.CredentialsRevoked));
        return await connection.RunAsync(DrainTime());
    }

    /// <summary>What was allowed by a credential ends with it, when the scheme that checked it says when that is.</summary>
    private ITimer? ExpiryTimer(HttpContext http, WebSocketConnection connection)
    {
        var expires = http.Features.Get<CallerResult>()?.Caller?.Expires ?? http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        if (expires is null || http.User.Identity?.IsAuthenticated != true)
        {
            return null;
        }

        var left = expires.Value - context.Time.GetUtcNow();
        return left.TotalMilliseconds > uint.MaxValue - 1
            ? null // Further away than a timer can count: 49 days.
            : context.Time.CreateTimer(static c => ((WebSocketConnection)c!).End(CloseReason.CredentialsExpired), connection, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time of the host, less what the close handshake takes: at its end the server drops what is still open.</summary>
    private TimeSpan DrainTime()
    {
        var time = host.Value.ShutdownTimeout - WebSocketConnection.ClosePatience;
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    private static string? Toolset(HttpContext http) => http.Request.RouteValues[McpEndpoint.ToolsetRouteValue] as string;

    private static partial class Log
    {
        [LoggerMessage(411, LogLevel.Information, "WebSocket connection closed: {Reason} (request {RequestId})")]
        public static partial void Closed(ILogger logger, string reason, string requestId);
    }
}

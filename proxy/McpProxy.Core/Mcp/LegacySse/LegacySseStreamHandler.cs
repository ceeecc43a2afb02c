using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace McpProxy.Mcp.LegacySse;

/// <summary>The event stream of a client of 2024-11-05: says where to post messages, then brings the answers.</summary>
internal sealed class LegacySseStreamHandler(
    ConnectionContext context, LegacySseClients clients, HttpReplyContexts replies, StreamSlots slots, IHostApplicationLifetime lifetime, IOptions<HostOptions> host)
{
    /// <summary>What the server needs to close the streams after the calls have ended.</summary>
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(1);

    public async ValueTask HandleAsync(HttpContext http, McpSurface surface, string? toolset)
    {
        if (Check(http, surface, toolset) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return;
        }

        var principal = PrincipalKey.Of(http);
        if (!slots.TryTake(principal, surface.Config.Limits.MaxStreams))
        {
            HttpFaults.Write(http, McpFault.TooMany("streams"));
            return;
        }

        using var limit = context.Callers.Limit(http, surface.Snapshot.Access, toolset);
        try
        {
            await ServeAsync(http, surface, toolset);
        }
        finally
        {
            slots.Release(principal);
        }
    }

    private McpFault? Check(HttpContext http, McpSurface surface, string? toolset)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            return McpFault.MethodNotAllowed("GET");
        }

        if (surface.Find(toolset) is null)
        {
            return McpFault.InvalidRequest("there is no toolset of this name.", StatusCodes.Status404NotFound);
        }

        if (!MediaTypes.AcceptsEvents(http.Request))
        {
            return McpFault.InvalidRequest("Accept must list text/event-stream.", StatusCodes.Status406NotAcceptable);
        }

        return lifetime.ApplicationStopping.IsCancellationRequested ? McpFault.Stopping : null;
    }

    private async Task ServeAsync(HttpContext http, McpSurface surface, string? toolset)
    {
        var config = surface.Config.LegacySse;
        var opening = new OpeningRequest(http, surface.Snapshot.Access, context.Time);
        await using var stream = await SseStream.OpenAsync(http, replies.For(surface.Config));
        using var output = new SseOutput(http, stream, config.MaxQueuedBytes);
        await using var connection = new DuplexConnection(context, output, toolset, opening, new ConnectionLimits(config.MaxConcurrentCalls, config.MaxQueuedBytes));
        var client = new LegacySseClient(toolset, opening.Principal, output, connection, opening.Aborted);
        var id = clients.Add(client);
        try
        {
            await stream.AnnounceAsync("endpoint", $"{http.Request.PathBase}{config.MessagePath}?sessionId={id}");
            await WhenOverAsync(http, output);
        }
        finally
        {
            clients.Remove(id);
            client.End();
            var isStopping = lifetime.ApplicationStopping.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested;
            await connection.DrainAsync(isStopping ? DrainTime() : TimeSpan.Zero); // Nobody can fetch the answers elsewhere.
        }
    }

    private async Task WhenOverAsync(HttpContext http, SseOutput output)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, output.Broken, lifetime.ApplicationStopping);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = over.Token.UnsafeRegister(static source => ((TaskCompletionSource)source!).SetResult(), ended);
        await ended.Task;
    }

    private TimeSpan DrainTime()
    {
        var time = host.Value.ShutdownTimeout - CloseTime;
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }
}

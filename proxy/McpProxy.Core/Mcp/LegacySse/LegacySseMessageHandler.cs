using McpProxy.Authentication;
using McpProxy.Dispatch;
using McpProxy.Inbound;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.LegacySse;

/// <summary>A message of a client of 2024-11-05: accepted at once, answered on its stream.</summary>
internal sealed class LegacySseMessageHandler(LegacySseClients clients, ArrivalDeadline arrival, McpMetrics metrics, TimeProvider time)
{
    private static readonly McpFault NotFound = new(JsonRpcCodes.SessionNotFound, StatusCodes.Status404NotFound, "Session not found: its event stream has ended; open a new one.");

    public async ValueTask HandleAsync(HttpContext http, McpSurface surface)
    {
        if (CheckRequest(http) is { } unfit)
        {
            HttpFaults.Refuse(http, metrics, unfit);
            return;
        }

        if (!clients.TryFind(http.Request.Query["sessionId"].ToString(), PrincipalKey.Of(http), out var client))
        {
            HttpFaults.Refuse(http, metrics, NotFound);
            return;
        }

        var limits = surface.Config.Limits;
        using var body = await RequestBody.ReadAsync(http.Request, limits.MaxRequestBytes, arrival.Passed, http.RequestAborted);
        var refused = body is null
            ? McpFault.InvalidRequest($"the body is larger than {limits.MaxRequestBytes} bytes.", StatusCodes.Status413PayloadTooLarge)
            : CheckMessage(body.Bytes, limits.MaxJsonDepth);
        if (refused is not null)
        {
            HttpFaults.Refuse(http, metrics, refused);
            return;
        }

        await AcceptAsync(http, surface.Snapshot.Access, client, body!.Bytes);
    }

    /// <summary>The toolset that a message is for.</summary>
    public string? ToolsetOf(HttpContext http) => clients.ToolsetOf(http.Request.Query["sessionId"].ToString());

    private static McpFault? CheckRequest(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return McpFault.MethodNotAllowed("POST");
        }

        return MediaTypes.IsPlain(http.Request) && MediaTypes.IsJson(http.Request)
            ? null
            : McpFault.InvalidRequest("the body must be application/json, not compressed.", StatusCodes.Status415UnsupportedMediaType);
    }

    /// <summary>What is no message is refused here, where the client sees which of its requests it was.</summary>
    private static McpFault? CheckMessage(ReadOnlyMemory<byte> body, int maxDepth) =>
        BatchReader.IsBatch(body.Span) ? null : EnvelopeReader.Read(body, maxDepth, out _);

    private async ValueTask AcceptAsync(HttpContext http, AccessModel? access, LegacySseClient client, ReadOnlyMemory<byte> body)
    {
        if (client.IsCongested)
        {
            HttpFaults.Refuse(http, metrics, McpFault.InvalidRequest("earlier answers have not been read from the event stream.", StatusCodes.Status503ServiceUnavailable));
            return;
        }

        var message = new PooledBuffer(Math.Max(1, body.Length));
        message.Write(body.Span);
        if (!client.TryAccept(message, new OpeningRequest(http, access, time, client.Lost)))
        {
            message.Dispose();
            HttpFaults.Refuse(http, metrics, NotFound);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        await http.Response.WriteAsync("Accepted", http.RequestAborted);
    }
}

using McpProxy.Inbound;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>
/// A POST to the MCP endpoint: one message, or a batch of an initialize-era client. In order: media types, size, JSON, era,
/// then the gate of the era, the check of the method's params, and the engine.
/// </summary>
internal sealed class PostHandler(RequestAnswerer answers, LegacyPostHandler legacy, HttpReplyContexts replies, StreamSlots slots, CallerWatches callers, ArrivalDeadline arrival, McpMetrics metrics)
{
    public async ValueTask HandleAsync(HttpContext http, ToolsetSurface toolset)
    {
        if (CheckMediaTypes(http.Request) is { } unfit)
        {
            Refuse(http, unfit);
            return;
        }

        var limits = toolset.Surface.Config.Limits;
        using var body = await RequestBody.ReadAsync(http.Request, limits.MaxRequestBytes, arrival.Passed, http.RequestAborted);
        if (body is null)
        {
            Refuse(http, McpFault.InvalidRequest($"the body is larger than {limits.MaxRequestBytes} bytes.", StatusCodes.Status413PayloadTooLarge));
            return;
        }

        if (BatchReader.IsBatch(body.Bytes.Span))
        {
            await legacy.HandleBatchAsync(http, toolset, body.Bytes);
            return;
        }

        var fault = EnvelopeReader.Read(body.Bytes, limits.MaxJsonDepth, out var envelope);
        if (fault is not null)
        {
            Refuse(http, fault, envelope);
            return;
        }

        var version = http.Request.Headers[McpHeaders.ProtocolVersion].ToString();
        if (!IsModern(version, envelope))
        {
            await legacy.HandleAsync(http, toolset, envelope, version);
        }
        else if (AdmitModern(http, toolset, envelope, version) is not { } request)
        {
            // Answered already.
        }
        else if (envelope.Method == McpMethod.SubscriptionsListen)
        {
            await ListenAsync(http, request);
        }
        else
        {
            await using var reply = ReplyTo(http, request);
            await answers.AnswerAsync(request, reply, http.RequestAborted);
        }
    }

    private void Refuse(HttpContext http, McpFault fault, Envelope? envelope = null, bool modern = false) =>
        HttpFaults.Refuse(http, metrics, fault, envelope, modern);

    private static McpFault? CheckMediaTypes(HttpRequest request)
    {
        if (!MediaTypes.AcceptsAnswers(request))
        {
            return McpFault.InvalidRequest("Accept must list application/json and text/event-stream.", StatusCodes.Status406NotAcceptable);
        }

        if (!MediaTypes.IsPlain(request))
        {
            request.HttpContext.Response.Headers.AcceptEncoding = "identity"; // RFC 9110, 15.5.16
            return McpFault.InvalidRequest("Content-Encoding is not supported; send the body uncompressed.", StatusCodes.Status415UnsupportedMediaType);
        }

        return MediaTypes.IsJson(request)
            ? null
            : McpFault.InvalidRequest("Content-Type must be application/json.", StatusCodes.Status415UnsupportedMediaType);
    }

    /// <summary>2026-07-28, basic/versioning: by header or by <c>_meta</c>; without either it is a legacy client.</summary>
    private static bool IsModern(string version, Envelope envelope) =>
        ProtocolRevision.IsModernText(version) || (envelope.MetaVersion.IsString && ProtocolRevision.IsModernText(envelope.MetaVersion.GetString()));

    /// <returns>The request to be answered; null when there is nothing more to say.</returns>
    private McpRequest? AdmitModern(HttpContext http, ToolsetSurface toolset, Envelope envelope, string version)
    {
        if (envelope.Kind == EnvelopeKind.Notification)
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted; // None is defined for modern HTTP.
            return null;
        }

        if (envelope.Kind == EnvelopeKind.Response)
        {
            Refuse(http, McpFault.InvalidRequest("clients do not send responses in this revision."), envelope, modern: true);
            return null;
        }

        var called = CalledTool.Of(envelope, toolset);
        if (ModernGate.Check(http.Request.Headers, version, envelope, called.Named) is { } refused)
        {
            Refuse(http, refused, envelope, modern: true);
            return null;
        }

        return new McpRequest { Envelope = envelope, Revision = ProtocolRevision.July2026, Toolset = toolset, Called = called, Caller = http };
    }

    private async ValueTask ListenAsync(HttpContext http, McpRequest request)
    {
        var principal = PrincipalKey.Of(http);
        if (!slots.TryTake(principal, request.Toolset.Surface.Config.Limits.MaxStreams))
        {
            Refuse(http, McpFault.TooMany("streams"), request.Envelope, modern: true);
            return;
        }

        using var limit = callers.Limit(http, request.Toolset.Surface.Snapshot.Access, request.Toolset.Toolset.Name);
        try
        {
            await using var reply = ReplyTo(http, request);
            await answers.AnswerAsync(request, reply, http.RequestAborted);
        }
        finally
        {
            slots.Release(principal);
        }
    }

    private HttpReply ReplyTo(HttpContext http, McpRequest request) => new(http, request.Envelope.Id, replies.For(request.Toolset.Surface.Config));
}

using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Mcp.Http;

/// <summary>A POST of an initialize-era client: a message or a batch, within a session or without.</summary>
internal sealed class LegacyPostHandler(
    RequestAnswerer answers, BatchRunner batches, SessionHandler sessions, SessionStore store, HttpReplyContexts replies, IServiceScopeFactory scopes, McpMetrics metrics)
{
    /// <param name="http">The request.</param>
    /// <param name="toolset">The endpoint.</param>
    /// <param name="envelope">The message.</param>
    /// <param name="version">The value of <c>MCP-Protocol-Version</c>; empty when missing.</param>
    public async ValueTask HandleAsync(HttpContext http, ToolsetSurface toolset, Envelope envelope, string version)
    {
        if (FindRevision(version) is not { } revision)
        {
            HttpFaults.Refuse(http, metrics, McpFault.UnsupportedVersion(version), envelope);
            return;
        }

        var entry = await sessions.EnterAsync(http, toolset, envelope, revision);
        if (entry.Fault is not null)
        {
            HttpFaults.Refuse(http, metrics, entry.Fault, envelope);
            return;
        }

        try
        {
            await HandleAsync(http, toolset, envelope, entry);
        }
        finally
        {
            await sessions.LeaveAsync(entry.Session);
        }
    }

    /// <summary>Takes a batch, which may hold anything but <c>initialize</c>.</summary>
    public async ValueTask HandleBatchAsync(HttpContext http, ToolsetSurface toolset, ReadOnlyMemory<byte> body)
    {
        var version = http.Request.Headers[McpHeaders.ProtocolVersion].ToString();
        if (FindRevision(version) is not { } revision)
        {
            HttpFaults.Refuse(http, metrics, McpFault.UnsupportedVersion(version));
            return;
        }

        var entry = await sessions.EnterAsync(http, toolset, revision);
        try
        {
            var limits = toolset.Surface.Config.Limits;
            List<BatchEntry> messages = [];
            var refused = entry.Fault
                ?? (entry.Revision.HasBatches ? null : McpFault.NoBatches)
                ?? BatchReader.Read(body, limits.MaxJsonDepth, limits.MaxBatchSize, out messages);
            if (refused is not null)
            {
                HttpFaults.Refuse(http, metrics, refused);
                return;
            }

            await AnswerBatchAsync(http, toolset, messages, entry);
        }
        finally
        {
            await sessions.LeaveAsync(entry.Session);
        }
    }

    private static ProtocolRevision? FindRevision(string version) =>
        version.Length == 0 ? ProtocolRevision.AssumedLegacy : ProtocolRevision.Find(version);

    private async ValueTask HandleAsync(HttpContext http, ToolsetSurface toolset, Envelope envelope, SessionEntry entry)
    {
        if (envelope.Kind != EnvelopeKind.Request)
        {
            await NoteAsync(envelope, entry.Session);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        await using var reply = new HttpReply(http, envelope.Id, replies.For(toolset.Surface.Config), entry.Session);
        await AnswerAsync(http, toolset, envelope, entry, reply);
    }

    private async ValueTask AnswerBatchAsync(HttpContext http, ToolsetSurface toolset, List<BatchEntry> messages, SessionEntry entry)
    {
        await using var response = new HttpReply(http, default, replies.For(toolset.Surface.Config), entry.Session);
        var reply = new HttpBatchReply(response);
        var hasAnswers = await batches.RunAsync(messages, reply, AnswerOneAsync, envelope => NoteAsync(envelope, entry.Session));
        if (hasAnswers)
        {
            await reply.CompleteAsync();
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        async ValueTask AnswerOneAsync(Envelope envelope, Reply one)
        {
            await using var caller = CallerView.Create(http, scopes);
            await AnswerAsync(caller.Http, toolset, envelope, entry, one);
        }
    }

    private async ValueTask AnswerAsync(HttpContext caller, ToolsetSurface toolset, Envelope envelope, SessionEntry entry, Reply reply)
    {
        var request = new McpRequest
        {
            Envelope = envelope,
            Revision = entry.Revision,
            Toolset = toolset,
            Called = CalledTool.Of(envelope, toolset),
            Caller = caller,
            Session = entry.Session,
        };
        if (entry.Session is null)
        {
            await answers.AnswerAsync(request, reply, caller.RequestAborted);
            return;
        }

        // A lost connection does not cancel: the client says so, or the session ends.
        using var call = entry.Session.BeginCall(envelope.Id);
        await answers.AnswerAsync(request, reply, call.Cancelled);
    }

    private ValueTask NoteAsync(Envelope envelope, McpSession? session) => (envelope, session) switch
    {
        (_, null) => default,
        ({ Kind: EnvelopeKind.Response }, _) => store.AnswerAsync(session, envelope),
        ({ Method: McpMethod.Cancelled, CancelledId.IsMissing: false }, _) => store.CancelAsync(session, envelope.CancelledId.Raw),
        _ => default,
    };
}

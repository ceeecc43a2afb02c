using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace McpProxy.Mcp.Http;

/// <summary>What HTTP adds to sessions of initialize-era clients: the id header, the GET stream, and DELETE.</summary>
internal sealed class SessionHandler(SessionStore store, HttpReplyContexts replies, StreamSlots slots, IHostApplicationLifetime lifetime)
{
    private const string PostOnly = "POST";

    private static readonly McpFault NotFound = new(JsonRpcCodes.SessionNotFound, StatusCodes.Status404NotFound, "Session not found: it ended or never was; initialize again.");

    /// <summary>Finds the session of a POST, or opens one for <c>initialize</c>. Requests without an id are served without a session.</summary>
    public ValueTask<SessionEntry> EnterAsync(HttpContext http, ToolsetSurface toolset, Envelope envelope, ProtocolRevision revision)
    {
        if (envelope is { Method: McpMethod.Initialize, Kind: EnvelopeKind.Request })
        {
            return OpenAsync(http, toolset, envelope);
        }

        return new(Enter(http, toolset, revision));
    }

    /// <summary>Finds the session of a POST. Requests without an id are served without a session.</summary>
    public SessionEntry Enter(HttpContext http, ToolsetSurface toolset, ProtocolRevision revision)
    {
        var id = http.Request.Headers[McpHeaders.SessionId].ToString();
        if (id.Length == 0 || !toolset.Surface.Config.Sessions.Enabled)
        {
            return new SessionEntry(null, revision);
        }

        // What was agreed on counts, whatever the header says: the client cannot change it within a session.
        var session = store.Enter(id, PrincipalKey.Of(http.User), toolset.Toolset.Name);
        return session is null ? new SessionEntry(null, revision, NotFound) : new SessionEntry(session, session.Revision);
    }

    public void Leave(McpSession? session)
    {
        if (session is not null)
        {
            store.Leave(session);
        }
    }

    /// <summary>GET: the stream through which a session is notified.</summary>
    public async ValueTask StreamAsync(HttpContext http, ToolsetSurface toolset)
    {
        if (Check(http, toolset) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return;
        }

        if (!MediaTypes.AcceptsEvents(http.Request))
        {
            HttpFaults.Write(http, McpFault.InvalidRequest("Accept must list text/event-stream.", StatusCodes.Status406NotAcceptable));
            return;
        }

        if (Enter(http, toolset) is not { } session)
        {
            HttpFaults.Write(http, NotFound);
            return;
        }

        if (!slots.TryTake(toolset.Surface.Config.Limits.MaxStreams))
        {
            store.Leave(session);
            HttpFaults.Write(http, McpFault.TooMany("streams"));
            return;
        }

        try
        {
            await RunStreamAsync(http, toolset, session);
        }
        finally
        {
            slots.Release();
            store.Leave(session);
        }
    }

    /// <summary>DELETE: the client ends its session.</summary>
    public async ValueTask DeleteAsync(HttpContext http, ToolsetSurface toolset)
    {
        if (Check(http, toolset) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return;
        }

        if (Enter(http, toolset) is not { } session)
        {
            HttpFaults.Write(http, NotFound);
            return;
        }

        store.Leave(session);
        await store.EndAsync(session);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async ValueTask<SessionEntry> OpenAsync(HttpContext http, ToolsetSurface toolset, Envelope envelope)
    {
        var revision = envelope.RequestedVersion.IsString ? ProtocolRevision.Negotiate(envelope.RequestedVersion.GetString()) : ProtocolRevision.LatestLegacy;
        if (!toolset.Surface.Config.Sessions.Enabled || !envelope.RequestedVersion.IsString)
        {
            return new SessionEntry(null, revision);
        }

        var session = await store.OpenAsync(revision, ClientCapabilitiesReader.Read(envelope.Capabilities), PrincipalKey.Of(http.User), toolset.Toolset.Name, http.RequestAborted);
        if (session is null)
        {
            return new SessionEntry(null, revision, McpFault.TooMany("sessions"));
        }

        http.Response.Headers[McpHeaders.SessionId] = session.Id;
        return new SessionEntry(session, revision);
    }

    private McpSession? Enter(HttpContext http, ToolsetSurface toolset) =>
        store.Enter(http.Request.Headers[McpHeaders.SessionId].ToString(), PrincipalKey.Of(http.User), toolset.Toolset.Name);

    /// <summary>GET and DELETE are about sessions; without one they are not allowed, which clients take for "not offered".</summary>
    private static McpFault? Check(HttpContext http, ToolsetSurface toolset)
    {
        var isModern = ProtocolRevision.IsModernText(http.Request.Headers[McpHeaders.ProtocolVersion].ToString());
        var hasSession = toolset.Surface.Config.Sessions.Enabled && http.Request.Headers.ContainsKey(McpHeaders.SessionId);
        return isModern || !hasSession ? McpFault.MethodNotAllowed(PostOnly) : null;
    }

    private async ValueTask RunStreamAsync(HttpContext http, ToolsetSurface toolset, McpSession session)
    {
        using var scope = session.TakeStream();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(scope.Ended, http.RequestAborted, lifetime.ApplicationStopping);
        await using var stream = await SseStream.OpenAsync(http, replies.For(toolset.Surface.Config));
        try
        {
            while (true)
            {
                // A change since the client was last told, also before this stream was opened, is told at once.
                await session.Changes.WaitAsync(ends.Token);
                while (!ends.IsCancellationRequested && session.Changes.TryTake(out var change))
                {
                    await stream.SendAsync(ChangeNotifications.Legacy(change));
                }
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The session or the server ends, the client left, or it opened a newer stream.
        }
    }
}

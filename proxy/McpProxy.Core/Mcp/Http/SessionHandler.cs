using McpProxy.Context;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>What HTTP adds to sessions of initialize-era clients: the id header and DELETE.</summary>
internal sealed class SessionHandler(SessionStore store)
{
    private const string PostOnly = "POST";

    private static readonly McpFault NotFound = new(JsonRpcCodes.SessionNotFound, StatusCodes.Status404NotFound, "Session not found: it ended, never was, or was opened with another credential; initialize again.");

    private static readonly ProxyError TokenSwapped = new(ProxyErrorKind.InvalidArguments, ContextErrors.TokenSwapped, "Session not found: it was opened with another token.")
    {
        Status = StatusCodes.Status404NotFound,
        Hint = "Initialize again. Identity, profile and region chosen with the other token do not count for this one.",
    };

    /// <summary>Finds the session of a POST, or opens one for <c>initialize</c>. Requests without an id are served without a session.</summary>
    public ValueTask<SessionEntry> EnterAsync(HttpContext http, ToolsetSurface toolset, Envelope envelope, ProtocolRevision revision)
    {
        if (envelope is { Method: McpMethod.Initialize, Kind: EnvelopeKind.Request })
        {
            return OpenAsync(http, toolset, envelope);
        }

        return EnterAsync(http, toolset, revision);
    }

    /// <summary>Finds the session of a POST. Requests without an id are served without a session.</summary>
    public async ValueTask<SessionEntry> EnterAsync(HttpContext http, ToolsetSurface toolset, ProtocolRevision revision)
    {
        var id = http.Request.Headers[McpHeaders.SessionId].ToString();
        if (id.Length == 0 || !toolset.Surface.Config.Sessions.Enabled)
        {
            return new SessionEntry(null, revision);
        }

        // What was agreed on counts, whatever the header says: the client cannot change it within a session.
        var session = await store.EnterAsync(id, PrincipalKey.Of(http), toolset.Toolset.Name);
        return session is null ? new SessionEntry(null, revision, await NotFoundAsync(http, id, toolset)) : new SessionEntry(session, session.Revision);
    }

    public ValueTask LeaveAsync(McpSession? session) => session is null ? default : store.LeaveAsync(session);

    /// <summary>Finds the session of a GET or DELETE, and answers when there is none.</summary>
    /// <returns>The session, entered; null when the request has been answered.</returns>
    public async ValueTask<McpSession?> EnterAsync(HttpContext http, ToolsetSurface toolset)
    {
        if (Check(http, toolset) is { } refused)
        {
            HttpFaults.Write(http, refused);
            return null;
        }

        var id = http.Request.Headers[McpHeaders.SessionId].ToString();
        var session = await store.EnterAsync(id, PrincipalKey.Of(http), toolset.Toolset.Name);
        if (session is null)
        {
            HttpFaults.Write(http, await NotFoundAsync(http, id, toolset));
        }

        return session;
    }

    /// <summary>DELETE: the client ends its session.</summary>
    public async ValueTask DeleteAsync(HttpContext http, ToolsetSurface toolset)
    {
        if (await EnterAsync(http, toolset) is not { } session)
        {
            return;
        }

        await store.LeaveAsync(session);
        await store.EndAsync(session);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>A caller whose partner token has changed is told so, as it cannot know that its session went with the token.</summary>
    private async ValueTask<McpFault> NotFoundAsync(HttpContext http, string id, ToolsetSurface toolset) =>
        await store.IsOfAnotherTokenAsync(id, PrincipalKey.Of(http), toolset.Toolset.Name)
            ? new McpFault(JsonRpcCodes.SessionNotFound, StatusCodes.Status404NotFound, $"{TokenSwapped.Message} {TokenSwapped.Hint}") { Data = McpFault.DataOf(TokenSwapped, http.TraceIdentifier) }
            : NotFound;

    private async ValueTask<SessionEntry> OpenAsync(HttpContext http, ToolsetSurface toolset, Envelope envelope)
    {
        var revision = envelope.RequestedVersion.IsString ? ProtocolRevision.Negotiate(envelope.RequestedVersion.GetString()) : ProtocolRevision.LatestLegacy;
        if (!toolset.Surface.Config.Sessions.Enabled || !envelope.RequestedVersion.IsString)
        {
            return new SessionEntry(null, revision);
        }

        var session = await store.OpenAsync(revision, ClientCapabilitiesReader.Read(envelope.Capabilities), PrincipalKey.Of(http), toolset.Toolset.Name, http.RequestAborted);
        if (session is null)
        {
            return new SessionEntry(null, revision, McpFault.TooMany("sessions"));
        }

        http.Response.Headers[McpHeaders.SessionId] = session.Id;
        return new SessionEntry(session, revision);
    }

    /// <summary>GET and DELETE are about sessions; without one they are not allowed, which clients take for "not offered".</summary>
    private static McpFault? Check(HttpContext http, ToolsetSurface toolset)
    {
        var isModern = ProtocolRevision.IsModernText(http.Request.Headers[McpHeaders.ProtocolVersion].ToString());
        var hasSession = toolset.Surface.Config.Sessions.Enabled && http.Request.Headers.ContainsKey(McpHeaders.SessionId);
        return isModern || !hasSession ? McpFault.MethodNotAllowed(PostOnly) : null;
    }
}

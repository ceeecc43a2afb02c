using McpProxy.Configuration;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace McpProxy.Mcp.Http;

/// <summary>
/// GET: the stream through which a session is notified, or the rest of a stream whose connection broke (2025-11-25, basic/transports,
/// "Listening for Messages" and "Resumability").
/// </summary>
internal sealed class SessionStreamHandler(SessionHandler sessions, SessionStore store, SessionStreams streams, HttpReplyContexts replies, StreamSlots slots, CallerWatches callers, IHostApplicationLifetime lifetime)
{
    private static readonly McpFault NotKept =
        McpFault.InvalidRequest("Last-Event-ID names no event whose stream can be resumed: it is not ours, or what came after it is not kept any more.");

    public async ValueTask HandleAsync(HttpContext http, ToolsetSurface toolset)
    {
        if (await sessions.EnterAsync(http, toolset) is not { } session)
        {
            return;
        }

        try
        {
            if (MediaTypes.AcceptsEvents(http.Request))
            {
                await RunAsync(http, toolset, session);
            }
            else
            {
                HttpFaults.Write(http, McpFault.InvalidRequest("Accept must list text/event-stream.", StatusCodes.Status406NotAcceptable));
            }
        }
        finally
        {
            await store.LeaveAsync(session);
        }
    }

    private async ValueTask RunAsync(HttpContext http, ToolsetSurface toolset, McpSession session)
    {
        EventId last = default;
        if (http.Request.Headers[McpHeaders.LastEventId].ToString() is { Length: > 0 } text && !EventId.TryParse(text, out last))
        {
            HttpFaults.Write(http, NotKept);
            return;
        }

        if (!slots.TryTake(session.Principal, toolset.Surface.Config.Limits.MaxStreams))
        {
            HttpFaults.Write(http, McpFault.TooMany("streams"));
            return;
        }

        using var limit = callers.Limit(http, toolset.Surface.Snapshot.Access, toolset.Toolset.Name);
        try
        {
            await (last.Stream is null or SessionStreams.Notifications
                ? NotifyAsync(http, toolset, session, last.Number)
                : ResumeAsync(http, toolset.Surface.Config, session, last));
        }
        finally
        {
            slots.Release(session.Principal);
        }
    }

    /// <summary>Sends what belongs to no request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="toolset">The endpoint.</param>
    /// <param name="session">The session.</param>
    /// <param name="after">Number of the last event that the client has; 0 when it begins anew.</param>
    private async ValueTask NotifyAsync(HttpContext http, ToolsetSurface toolset, McpSession session, long after)
    {
        var config = toolset.Surface.Config;
        var kept = await streams.TakeNotificationsAsync(session, config);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(kept.Reader.Ended, http.RequestAborted, lifetime.ApplicationStopping);
        if (after > 0 && (await kept.Log.ReadAsync(after, CancellationToken.None)).HasGapAfter(after))
        {
            TellAll(session, toolset.Lists); // What was missed is not known, so all may have changed.
            after = 0;
        }

        await using var stream = await SseStream.OpenAsync(http, replies.For(config), kept with { IsNew = after == 0 });
        try
        {
            if (after > 0)
            {
                await RepeatAllAsync(stream, kept.Log, after, ends.Token);
            }

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

    /// <summary>Sends the rest of a stream of a call, whichever replica it runs on.</summary>
    private async ValueTask ResumeAsync(HttpContext http, McpConfig config, McpSession session, EventId last)
    {
        var log = streams.Log(session, last.Stream, config);
        if ((await log.ReadAsync(last.Number, http.RequestAborted)).HasGapAfter(last.Number))
        {
            HttpFaults.Write(http, NotKept);
            return;
        }

        // From here on nothing goes to the connection that had it before: a message is sent on one alone.
        var reader = await store.TakeStreamAsync(session, last.Stream);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(reader.Ended, http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await using var stream = await SseStream.OpenAsync(http, replies.For(config));
            await FollowAsync(stream, log, last.Number, config, ends);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // As above, or it has been open for as long as streams may be.
        }
        finally
        {
            session.ReturnStream(last.Stream, reader);
        }
    }

    private async ValueTask FollowAsync(SseStream stream, StreamLog log, long after, McpConfig config, CancellationTokenSource ends)
    {
        var time = replies.Time;
        await using var timer = config.Sessions.CloseStreamsAfter is { } limit
            ? time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), ends, limit, Timeout.InfiniteTimeSpan)
            : null;
        var pulse = new Pulse();
        await using var following = await log.FollowAsync(pulse.Set, ends.Token);
        while (true)
        {
            var page = await log.ReadAsync(after, ends.Token);
            if (page.HasGapAfter(after) || await RepeatAsync(stream, log.Stream, page))
            {
                return;
            }

            after += page.Events.Count;
            if (page.Events.Count == 0)
            {
                // Looks again at times: a pulse can be lost, and a replica that runs a call can end without a word.
                await pulse.WaitAsync(config.KeepAliveInterval, time, ends.Token);
            }
        }
    }

    private static async ValueTask RepeatAllAsync(SseStream stream, StreamLog log, long after, CancellationToken cancellationToken)
    {
        StateLogPage page;
        do
        {
            page = await log.ReadAsync(after, cancellationToken);
            await RepeatAsync(stream, log.Stream, page);
            after += page.Events.Count;
        }
        while (page.Events.Count > 0);
    }

    /// <returns>Whether the stream has ended.</returns>
    private static async ValueTask<bool> RepeatAsync(SseStream stream, string name, StateLogPage page)
    {
        foreach (var (number, data) in page.Events)
        {
            if (data.Span[0] == StreamEvent.Message)
            {
                await stream.RepeatAsync(new EventId(name, number), data[1..]);
            }
            else if (data.Span[0] == StreamEvent.Ended)
            {
                return true;
            }
        }

        return false;
    }

    private static void TellAll(McpSession session, CatalogLists lists)
    {
        foreach (var (list, kind) in ((CatalogLists, ChangeKind)[])[(CatalogLists.Tools, ChangeKind.ToolsList), (CatalogLists.Prompts, ChangeKind.PromptsList), (CatalogLists.Resources, ChangeKind.ResourcesList)])
        {
            if ((lists & list) != 0)
            {
                session.Changes.Add(new Change(kind));
            }
        }
    }
}

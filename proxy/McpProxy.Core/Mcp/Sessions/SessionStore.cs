using System.Collections.Concurrent;
using System.Text;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Watching;
using McpProxy.Mcp.Wire;
using McpProxy.State;

namespace McpProxy.Mcp.Sessions;

/// <summary>
/// The sessions of initialize-era HTTP clients. What was agreed on is a record in the state store, which says whether a session exists;
/// an <see cref="McpSession"/> is what one replica runs for it, made when a request of it first comes there.
/// </summary>
internal sealed class SessionStore(LiveConfig config, IStateStore state, SessionChannel channel, SubscriptionFollower subscriptions, TimeProvider time, ChangeFeed changes, McpMetrics metrics) : IAsyncDisposable
{
    /// <summary>How exact a long idle time is: keeping a record for every request would be a round trip to a shared store each.</summary>
    private static readonly TimeSpan KeepPrecision = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, McpSession> _sessions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _opening = new(1, 1);

    /// <summary>Sessions that this replica runs something for.</summary>
    public int Count => _sessions.Count;

    private SessionsConfig Settings => config.Current.Mcp.Sessions;

    /// <summary>Opens a session, already entered: the caller leaves it. When there are too many, an idle one gives way (<see cref="SessionEviction"/>).</summary>
    /// <returns>The session; null when none can give way.</returns>
    public async ValueTask<McpSession?> OpenAsync(ProtocolRevision revision, ClientCapabilities client, string principal, string? toolset, CancellationToken cancellationToken)
    {
        await channel.ListenAsync(Receive);
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_sessions.Count >= Settings.MaxSessions && !await MakeRoomAsync(principal))
            {
                return null;
            }

            var session = new McpSession(SessionId.Create(), revision, client, principal, toolset, changes) { LastKept = time.GetTimestamp() };
            await RecordAsync(session);
            return Add(session);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Finds and enters a session of this caller on this toolset; the caller leaves it. Sessions of others are not there.</summary>
    public ValueTask<McpSession?> EnterAsync(string id, string principal, string? toolset)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            return TakeOverAsync(id, principal, toolset);
        }

        if (!session.IsOf(principal, toolset))
        {
            return default;
        }

        return IsKept(session) ? new(session.TryEnter(time.GetTimestamp()) ? session : null) : KeepAndEnterAsync(session);
    }

    /// <summary>
    /// Whether a session that <see cref="EnterAsync"/> did not find is there, opened with another token of the caller's scheme. Nothing
    /// happens to it: an id is no credential, and whoever has learned one must not be able to end a session by it.
    /// </summary>
    public async ValueTask<bool> IsOfAnotherTokenAsync(string id, string principal, string? toolset)
    {
        if (_sessions.TryGetValue(id, out var session))
        {
            return session.Toolset == toolset && PrincipalKey.AreTokensOfOneScheme(session.Principal, principal);
        }

        return SessionId.IsOurs(id)
            && await state.Records.GetAsync(Key(id), CancellationToken.None) is { } found
            && SessionRecord.Read(found.Value.Span) is { } record
            && record.Toolset == toolset
            && PrincipalKey.AreTokensOfOneScheme(record.Principal, principal);
    }

    public async ValueTask LeaveAsync(McpSession session)
    {
        session.Leave(time.GetTimestamp());
        if (session.IsChanged)
        {
            session.IsChanged = false;
            await channel.PublishAsync(SessionMessageKind.Recorded, session.Id!, await RecordAsync(session));
        }
        else if (!IsKept(session))
        {
            await KeepAsync(session);
        }
    }

    /// <summary>Ends a session on all replicas.</summary>
    public async ValueTask EndAsync(McpSession session)
    {
        await state.Records.RemoveAsync(Key(session.Id!), CancellationToken.None);
        await state.Records.RemoveAsync(SessionContexts.KeyOf(session.StateId), CancellationToken.None);
        await ForgetAsync(session);
        await channel.PublishAsync(SessionMessageKind.Ended, session.Id!);
    }

    /// <summary>Cancels a request of a session, on whatever replica it runs.</summary>
    public ValueTask CancelAsync(McpSession session, ReadOnlyMemory<byte> requestId) =>
        session.Cancel(requestId) ? default : channel.PublishAsync(SessionMessageKind.Cancelled, session.Id!, requestId);

    /// <summary>Takes a client's answer to a request of ours, on whatever replica somebody waits for it.</summary>
    public ValueTask AnswerAsync(McpSession session, Envelope response) =>
        session.Requests.TryComplete(response) ? default : channel.PublishAsync(SessionMessageKind.Answered, session.Id!, MessageWriter.Copy(response));

    /// <summary>Tells the client of a session, on whatever replica it listens, that other tools are listed for it.</summary>
    public ValueTask TellToolsAsync(McpSession session)
    {
        session.Changes.Add(new Change(ChangeKind.ToolsList));
        return session.Id is { } id ? channel.PublishAsync(SessionMessageKind.ToolsListed, id) : default;
    }

    /// <summary>Makes the caller the one reader of a stream, on all replicas.</summary>
    /// <returns>Says when reading must end. Give it back to the session.</returns>
    public async ValueTask<SessionScope> TakeStreamAsync(McpSession session, string stream)
    {
        var reader = session.TakeStream(stream);
        await channel.PublishAsync(SessionMessageKind.StreamTaken, session.Id!, Encoding.ASCII.GetBytes(stream));
        return reader;
    }

    /// <summary>Keeps the sessions that are in use. Call it more often than the shortest idle time.</summary>
    public async ValueTask KeepUsedAsync()
    {
        foreach (var (_, session) in _sessions)
        {
            if (session.IsInUse && !await KeepAsync(session))
            {
                await ForgetAsync(session);
            }
        }
    }

    /// <summary>Lets go of what runs for sessions that were not used here for their idle time. If another replica is in touch with them, they live on there.</summary>
    public async ValueTask ForgetIdleAsync()
    {
        foreach (var (_, session) in _sessions)
        {
            if (!session.IsInUse && time.GetElapsedTime(session.LastUsed) >= Settings.IdleTimeout && session.TryEndIdle())
            {
                await ForgetAsync(session);
            }
        }
    }

    /// <summary>Ends what runs here. Sessions are not ended: with a shared store, other replicas go on with them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, session) in _sessions)
        {
            await ForgetAsync(session);
        }

        _opening.Dispose();
    }

    private static string Key(string id) => $"mcp/session/{id}";

    private bool IsKept(McpSession session) =>
        Settings.IdleTimeout > 60 * KeepPrecision && time.GetElapsedTime(session.LastKept) < KeepPrecision;

    private async ValueTask<bool> KeepAsync(McpSession session)
    {
        session.LastKept = time.GetTimestamp();
        await state.Records.TouchAsync(SessionContexts.KeyOf(session.StateId), Settings.IdleTimeout, CancellationToken.None);
        return await state.Records.TouchAsync(Key(session.Id!), Settings.IdleTimeout, CancellationToken.None);
    }

    private async ValueTask<byte[]> RecordAsync(McpSession session)
    {
        var record = SessionRecord.Of(session).Write();
        await state.Records.SetAsync(Key(session.Id!), record, Settings.IdleTimeout, CancellationToken.None);
        return record;
    }

    private async ValueTask<McpSession?> KeepAndEnterAsync(McpSession session)
    {
        if (await KeepAsync(session))
        {
            return session.TryEnter(time.GetTimestamp()) ? session : null;
        }

        await ForgetAsync(session); // It expired, or another replica has ended it.
        return null;
    }

    /// <summary>Goes on with a session that another replica has opened.</summary>
    private async ValueTask<McpSession?> TakeOverAsync(string id, string principal, string? toolset)
    {
        if (!SessionId.IsOurs(id)
            || await state.Records.GetAsync(Key(id), CancellationToken.None) is not { } found
            || SessionRecord.Read(found.Value.Span) is not { } record
            || ProtocolRevision.Find(record.Revision) is not { } revision)
        {
            return null;
        }

        var session = new McpSession(id, revision, record.Client, record.Principal, record.Toolset, changes) { IsHome = false, LogLevel = record.LogLevel };
        session.IsChanged = false;
        if (!session.IsOf(principal, toolset))
        {
            await session.DisposeAsync();
            return null;
        }

        await channel.ListenAsync(Receive);
        await _opening.WaitAsync(CancellationToken.None);
        try
        {
            if (_sessions.TryGetValue(id, out var other))
            {
                await session.DisposeAsync(); // A request at the same time was faster.
                return await KeepAndEnterAsync(other);
            }

            // There is no way to refuse it: the client could not tell that from a session that has ended.
            _ = _sessions.Count < Settings.MaxSessions || await MakeRoomAsync(principal);
            if (!await KeepAsync(session))
            {
                return null;
            }

            subscriptions.Follow(session, record.Subscriptions);
            return Add(session);
        }
        finally
        {
            _opening.Release();
        }
    }

    private McpSession Add(McpSession session)
    {
        session.TryEnter(time.GetTimestamp());
        _sessions[session.Id!] = session; // Only connections have sessions without an id.
        metrics.SessionOpened();
        return session;
    }

    private async ValueTask<bool> MakeRoomAsync(string principal)
    {
        var wanted = Math.Max(1, Settings.MaxSessions / 100); // More than one, as each look at all of them takes its time.
        var ended = 0;
        foreach (var session in SessionEviction.Candidates(_sessions.Values, principal))
        {
            if (session.TryEndIdle())
            {
                await (session.IsHome ? EndAsync(session) : ForgetAsync(session));
                ended++;
            }

            if (ended == wanted)
            {
                break;
            }
        }

        return ended > 0;
    }

    private async ValueTask ForgetAsync(McpSession session)
    {
        if (_sessions.TryRemove(KeyValuePair.Create(session.Id!, session)))
        {
            metrics.SessionClosed();
            await session.DisposeAsync();
        }
    }

    /// <summary>Takes what another replica says. That costs nothing when the session is not known here.</summary>
    private void Receive(SessionMessage message)
    {
        if (!_sessions.TryGetValue(message.SessionId, out var session))
        {
            return;
        }

        switch (message.Kind)
        {
            case SessionMessageKind.Ended:
                _ = ForgetAsync(session).AsTask(); // Must not block the channel; nobody waits for it.
                break;
            case SessionMessageKind.Cancelled:
                session.Cancel(message.Payload);
                break;
            case SessionMessageKind.StreamTaken:
                session.LoseStream(Encoding.ASCII.GetString(message.Payload.Span));
                break;
            case SessionMessageKind.Answered when EnvelopeReader.Read(message.Payload, config.Current.Mcp.Limits.MaxJsonDepth, out var envelope) is null:
                session.Requests.TryComplete(envelope);
                break;
            case SessionMessageKind.ToolsListed:
                session.Changes.Add(new Change(ChangeKind.ToolsList));
                break;
            case SessionMessageKind.Recorded when SessionRecord.Read(message.Payload.Span) is { } record:
                session.LogLevel = record.LogLevel;
                session.IsChanged = false;
                subscriptions.Follow(session, record.Subscriptions);
                break;
            default:
                break; // From a newer version.
        }
    }
}

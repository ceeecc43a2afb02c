using System.Collections.Concurrent;
using System.Security.Cryptography;
using McpProxy.Configuration;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Sessions;

/// <summary>The open sessions of initialize-era HTTP clients, bounded in number and idle time.</summary>
internal sealed class SessionStore(LiveConfig config, TimeProvider time, ChangeFeed changes, McpMetrics metrics) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, McpSession> _sessions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _opening = new(1, 1);

    public int Count => _sessions.Count;

    /// <summary>Opens a session, already entered: the caller leaves it. When there are too many, the longest idle one gives way.</summary>
    /// <returns>The session; null when all others are in use.</returns>
    public async ValueTask<McpSession?> OpenAsync(ProtocolRevision revision, ClientCapabilities client, string principal, string? toolset, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_sessions.Count >= config.Current.Mcp.Sessions.MaxSessions && !await EndLongestIdleAsync())
            {
                return null;
            }

            // 128 random bits: ids cannot be guessed, and they are no credential anyway.
            var session = new McpSession(RandomNumberGenerator.GetHexString(32, lowercase: true), revision, client, principal, toolset, changes);
            session.TryEnter(time.GetTimestamp());
            _sessions[session.Id!] = session; // Only stdio has sessions without an id.
            metrics.SessionOpened();
            return session;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Finds and enters a session of this caller on this toolset; the caller leaves it. Sessions of others are not there.</summary>
    public McpSession? Enter(string id, string principal, string? toolset)
    {
        if (!_sessions.TryGetValue(id, out var session)
            || !string.Equals(session.Principal, principal, StringComparison.Ordinal)
            || !string.Equals(session.Toolset, toolset, StringComparison.Ordinal)
            || IsExpired(session))
        {
            return null;
        }

        return session.TryEnter(time.GetTimestamp()) ? session : null;
    }

    public void Leave(McpSession session) => session.Leave(time.GetTimestamp());

    /// <summary>Ends a session at its client's wish.</summary>
    public async ValueTask EndAsync(McpSession session)
    {
        if (_sessions.TryRemove(session.Id!, out _))
        {
            metrics.SessionClosed();
            await session.DisposeAsync();
        }
    }

    /// <summary>Ends the sessions whose idle time is over.</summary>
    public async ValueTask EndExpiredAsync()
    {
        foreach (var (_, session) in _sessions)
        {
            if (IsExpired(session) && session.TryEndIdle())
            {
                await EndAsync(session);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, session) in _sessions)
        {
            await EndAsync(session);
        }

        _opening.Dispose();
    }

    private bool IsExpired(McpSession session) =>
        !session.IsInUse && time.GetElapsedTime(session.LastUsed) >= config.Current.Mcp.Sessions.IdleTimeout;

    private async ValueTask<bool> EndLongestIdleAsync()
    {
        McpSession? oldest = null;
        foreach (var (_, session) in _sessions)
        {
            if (!session.IsInUse && (oldest is null || session.LastUsed < oldest.LastUsed))
            {
                oldest = session;
            }
        }

        if (oldest is null || !oldest.TryEndIdle())
        {
            return false;
        }

        await EndAsync(oldest);
        return true;
    }
}

using McpProxy.Configuration;
using McpProxy.Mcp.Sessions;
using McpProxy.State;

namespace McpProxy.Context;

/// <summary>
/// Choices that sessions keep, in the state store, so that every replica has them. They live as long as their session: whoever
/// keeps its record keeps this one too.
/// </summary>
internal sealed class SessionContexts(IStateStore state, LiveConfig config)
{
    /// <summary>A change that lost its race is tried again. Sessions have one client, which rarely makes two changes at once.</summary>
    private const int MaxTries = 32;

    /// <summary>The key of a session's choice in the state store.</summary>
    public static string KeyOf(string session) => $"mcp/context/{session}";

    /// <summary>The choice of a session; null when none was made.</summary>
    public async ValueTask<ContextRecord?> FindAsync(string session, CancellationToken cancellationToken) =>
        await state.Records.GetAsync(KeyOf(session), cancellationToken) is { } record ? ContextRecord.Read(record.Value.Span) : null;

    /// <summary>Changes the choice of a session; no other change is lost.</summary>
    /// <param name="session">The session.</param>
    /// <param name="change">Makes the new choice of the old one, which is null when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProxyErrorException">Others change it all the time.</exception>
    public async ValueTask<ContextRecord> ChangeAsync(string session, Func<ContextRecord?, ContextRecord> change, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var record = await state.Records.GetAsync(KeyOf(session), cancellationToken);
            var changed = change(record is { } found ? ContextRecord.Read(found.Value.Span) : null);
            if (await state.Records.TrySetAsync(KeyOf(session), changed.Write(), record?.Version ?? 0, TimeToLive(session), cancellationToken) is not null)
            {
                return changed;
            }
        }

        throw ContextErrors.Busy();
    }

    /// <summary>Forgets the choice of a session that has ended.</summary>
    public async ValueTask ForgetAsync(string session) => await state.Records.RemoveAsync(KeyOf(session), CancellationToken.None);

    /// <summary>A connection says when it ends, and may be silent for days before; what it leaves behind when the process dies must go too.</summary>
    private TimeSpan TimeToLive(string session)
    {
        var settings = config.Current;
        return SessionId.IsOfConnection(session) ? settings.Host.Context.HandleLifetime : settings.Mcp.Sessions.IdleTimeout;
    }
}

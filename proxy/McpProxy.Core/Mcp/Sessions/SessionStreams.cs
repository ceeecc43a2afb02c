using System.Security.Cryptography;
using McpProxy.Configuration;
using McpProxy.State;

namespace McpProxy.Mcp.Sessions;

/// <summary>Makes the streams of sessions, so that a client whose connection broke can have what it missed, from any replica.</summary>
internal sealed class SessionStreams(SessionStore sessions, IStateStore state)
{
    /// <summary>Name of the stream that brings what belongs to no request.</summary>
    public const string Notifications = "get";

    /// <summary>Begins the stream of a call, or of a batch.</summary>
    /// <returns>Null when streams are not kept.</returns>
    public KeptStream? OpenCall(McpSession session, McpConfig config)
    {
        if (config.Sessions.EventLifetime == TimeSpan.Zero)
        {
            return null;
        }

        var name = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return new KeptStream(session, Log(session, name, config), session.TakeStream(name), EndsWithResponse: true);
    }

    /// <summary>Takes the stream of notifications.</summary>
    public async ValueTask<KeptStream> TakeNotificationsAsync(McpSession session, McpConfig config) =>
        new(session, Log(session, Notifications, config), await sessions.TakeStreamAsync(session, Notifications), EndsWithResponse: false);

    /// <summary>The events of a stream that was opened here or elsewhere.</summary>
    public StreamLog Log(McpSession session, string stream, McpConfig config)
    {
        // Streams that are open keep their log by their keep-alives.
        var lifetime = config.Sessions.EventLifetime;
        var timeToLive = lifetime > 3 * config.KeepAliveInterval ? lifetime : 3 * config.KeepAliveInterval;
        return new StreamLog(state, session.Id!, stream, new StateLogLimits((int)Math.Min(config.Sessions.MaxEventBytes / 4, int.MaxValue), timeToLive));
    }
}

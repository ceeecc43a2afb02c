using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>Sessions of initialize-era clients. They are never a credential: each is bound to the principal that opened it.</summary>
public sealed record SessionsConfig
{
    /// <summary>Whether <c>initialize</c> opens a session. Off: such clients are served statelessly and foreign session ids are ignored. Default on.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Most sessions at once per replica, 1 to 1000000. Default 10000. Excess: the longest idle one of the caller that holds the most gives way, unless that holds fewer than the newcomer; else HTTP 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>Idle time after which a session ends, 1 second to 7 days. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the events of a stream are kept, so that a client whose connection broke can have those it missed
    /// (<c>Last-Event-ID</c>), 0 to 1 day after the last event. Default 5 minutes. 0: streams cannot be resumed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan EventLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most bytes of such events kept in memory over all sessions, 64 KiB to 16 GiB; one stream may take a quarter. Default 64 MiB. Excess: the streams longest without an event cannot be resumed any more.</summary>
    [Range(64 * 1024, 16L * 1024 * 1024 * 1024)]
    public long MaxEventBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Time after which the event stream of a call is closed while the call goes on, 1 second to 1 day; the client comes back for the rest
    /// (2025-11-25, "polling"). For intermediaries that allow no long connections. Default none: streams stay open until the answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? CloseStreamsAfter { get; init; }
}

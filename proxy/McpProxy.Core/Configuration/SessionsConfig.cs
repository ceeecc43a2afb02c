using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>Sessions of initialize-era clients. They are never a credential: each is bound to the principal that opened it.</summary>
public sealed record SessionsConfig
{
    /// <summary>Whether <c>initialize</c> opens a session. Off: such clients are served statelessly and foreign session ids are ignored. Default on.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Most sessions at once, 1 to 1000000. Default 10000. Excess: the longest idle one without an open stream is ended, else HTTP 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>Idle time after which a session ends, 1 second to 7 days. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(1);
}

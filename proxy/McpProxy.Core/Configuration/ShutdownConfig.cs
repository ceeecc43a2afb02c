using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>How the process ends.</summary>
public sealed record ShutdownConfig
{
    /// <summary>Time that calls in flight get to finish after the process was asked to stop, or its input over stdio has ended, 0 to 1 hour. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time in which <c>/health/ready</c> already answers 503 while new connections are still accepted, so that load balancers turn away first, 0 to 5 minutes. Comes before <see cref="DrainTimeout"/>. Default 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan NoticeTime { get; init; } = TimeSpan.Zero;
}

using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>How the process ends.</summary>
public sealed record ShutdownConfig
{
    /// <summary>Time that calls in flight get to finish after the process was asked to stop, 0 to 1 hour. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>
/// How changes of a resource are found out while clients subscribe to it. Polling asks as the proxy itself, never as a
/// caller, and goes by <c>ETag</c>, else <c>Last-Modified</c>, else a hash of the content.
/// </summary>
public sealed record ResourceWatchConfig
{
    /// <summary>Time between two polls, 1 second to 1 day. Default: no polling.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? Interval { get; init; }

    /// <summary>Whether the upstream says itself that it changed, by <c>Mcp:ResourceWebhook</c>. Default off.</summary>
    public bool Webhook { get; init; }
}

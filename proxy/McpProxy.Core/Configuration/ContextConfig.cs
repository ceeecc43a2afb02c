using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>On whose behalf, and where, upstreams are called: identity, profile and region of a call. See docs/context.md.</summary>
public sealed record ContextConfig
{
    /// <summary>How long a context handle can be used after it was made, 1 minute to 366 days. Default 30 days. Excess: error <c>context_handle_expired</c>.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan HandleLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What counts when neither the call, nor an earlier choice, nor the caller's credential says anything. A route's metadata <c>McpProxy.Identity</c>, <c>McpProxy.Profile</c> and <c>McpProxy.Region</c> come before it.</summary>
    public ContextDefaultsConfig Defaults { get; init; } = new();
}

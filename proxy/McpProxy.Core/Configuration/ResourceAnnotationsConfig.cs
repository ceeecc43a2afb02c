using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>Hints to clients on a resource (MCP <c>Annotations</c>).</summary>
public sealed record ResourceAnnotationsConfig
{
    /// <summary>For whom it is: <c>user</c>, <c>assistant</c> or both. Default: not said.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>How much it matters, from 0 (optional) to 1 (required). Default: not said.</summary>
    [Range(0.0, 1.0)]
    public double? Priority { get; init; }

    /// <summary>When it last changed, as an ISO 8601 time such as <c>2026-01-31T12:00:00Z</c>. Default: not said.</summary>
    public string? LastModified { get; init; }
}

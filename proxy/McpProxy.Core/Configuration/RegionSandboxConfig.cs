namespace McpProxy.Configuration;

/// <summary>Rewrites the hosts of destinations when the configuration is loaded.</summary>
public sealed record RegionSandboxConfig
{
    /// <summary>Whether it does. Default off.</summary>
    public bool Enabled { get; init; }

    /// <summary>The part of the host that is replaced, e.g. <c>advertising-api</c>. Every destination must have it: none may stay in production by oversight.</summary>
    public string From { get; init; } = "";

    /// <summary>What takes its place, e.g. <c>advertising-api-test</c>.</summary>
    public string To { get; init; } = "";
}

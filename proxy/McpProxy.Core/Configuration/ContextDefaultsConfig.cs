namespace McpProxy.Configuration;

/// <summary>Identity, profile and region of calls that nothing else says them for.</summary>
public sealed record ContextDefaultsConfig
{
    /// <summary>Id of the identity. Default none.</summary>
    public string? Identity { get; init; }

    /// <summary>Id of the profile. Default none.</summary>
    public string? Profile { get; init; }

    /// <summary>The region. Default none: that of <c>McpProxy:RegionRouting</c>.</summary>
    public string? Region { get; init; }
}

namespace McpProxy.Configuration;

/// <summary>
/// Shortens JSON answers while they stream, and says what was left out. Section <c>McpProxy:Truncate:{name}</c>; a route lists
/// <c>{ "Truncate": "name" }</c> among its transforms.
/// </summary>
public sealed record TruncateConfig : TruncateLimitsConfig
{
    /// <summary>Request methods whose answers are shortened. Default: all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>
    /// Limits instead of the others for requests by path, whatever its case: <c>/amc/*/workflows</c> with <c>*</c> for one segment, <c>/amc/**</c>
    /// for what is below. The pattern with the most segments counts. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, TruncatePathConfig> Paths { get; init; } = new Dictionary<string, TruncatePathConfig>();
}

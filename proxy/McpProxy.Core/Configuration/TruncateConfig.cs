using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>
/// Shortens answers while they stream, and says what was left out. Section <c>McpProxy:Truncate:{name}</c>; a route lists
/// <c>{ "Truncate": "name" }</c> among its transforms.
/// </summary>
public sealed record TruncateConfig : TruncateLimitsConfig
{
    /// <summary>Request methods whose answers are shortened. Default: all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Longest that a compressed answer may be when it is decoded, in bytes, 1 MiB or more. Default 16 GiB. Excess: <c>decoded_too_large</c>.</summary>
    [Range(1024 * 1024, 1_000_000_000_000)]
    public long MaxDecodedBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Most that a compressed answer may grow when it is decoded, as decoded bytes for each byte that came, 10 to 1,000,000; the first 16 MiB are not looked at. Default 200. Excess: <c>decoded_too_large</c>.</summary>
    [Range(10, 1_000_000)]
    public int MaxExpansion { get; init; } = 200;

    /// <summary>
    /// Limits instead of the others for requests by path, whatever its case: <c>/amc/*/workflows</c> with <c>*</c> for one segment, <c>/amc/**</c>
    /// for what is below. The pattern with the most segments counts. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, TruncatePathConfig> Paths { get; init; } = new Dictionary<string, TruncatePathConfig>();
}

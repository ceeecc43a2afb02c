using System.Collections.Frozen;

namespace McpProxy.Tools;

/// <summary>A request that a plugin sends through a route.</summary>
/// <param name="Name">What logs, metrics and messages call it; a legal tool name, e.g. <c>amazon-ads.profiles</c>.</param>
/// <param name="Path">The configuration path of the key that names the route, e.g. <c>McpProxy:AmazonAds:ProfilesRoute</c>; mistakes name it.</param>
/// <param name="Route">The route's id; a mistake when it is empty or does not exist.</param>
/// <param name="Request">Method and path template as in <c>Mcp:Tools</c>, e.g. <c>GET /v2/profiles/{id}</c>; the route must match it.</param>
public sealed record RouteReference(string Name, string Path, string? Route, string Request)
{
    /// <summary>
    /// The variables of the path, and what else is sent: each by its short form, e.g. <c>string!</c>. What the path does not name goes to
    /// the query (GET, HEAD, DELETE) or into the JSON body. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Time the call may take. Default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Largest answer in bytes. Default 4 MiB.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;
}

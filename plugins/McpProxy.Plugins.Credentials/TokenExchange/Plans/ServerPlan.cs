using System.Collections.Frozen;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>A base address, without a slash at its end.</summary>
/// <param name="url">For calls of any other region.</param>
/// <param name="regions">By region.</param>
internal sealed class ServerPlan(Uri? url, IReadOnlyDictionary<string, Uri> regions)
{
    private readonly string _url = Trim(url);
    private readonly FrozenDictionary<string, string> _regions = regions.ToFrozenDictionary(r => r.Key, r => Trim(r.Value), StringComparer.OrdinalIgnoreCase);

    public bool IsRegional => _regions.Count > 0;

    public string AddressFor(string? region) => region is not null && _regions.TryGetValue(region, out var url) ? url : _url;

    private static string Trim(Uri? url) => url?.AbsoluteUri.TrimEnd('/') ?? "";
}

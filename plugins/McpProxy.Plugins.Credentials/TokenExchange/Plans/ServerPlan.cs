using System.Collections.Frozen;
using McpProxy.Plugins.Credentials.TokenExchange.Options;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>The base addresses of a server, without a slash at their end.</summary>
/// <param name="options">The options, without mistakes.</param>
internal sealed class ServerPlan(ServerOptions options)
{
    private readonly string _url = Trim(options.Url);
    private readonly FrozenDictionary<string, string> _regions = options.Regions.ToFrozenDictionary(r => r.Key, r => Trim(r.Value), StringComparer.OrdinalIgnoreCase);

    public bool IsRegional => _regions.Count > 0;

    /// <param name="region">The region of the call; null when none is chosen.</param>
    /// <exception cref="ProxyErrorException">It has no address.</exception>
    public string AddressFor(string? region)
    {
        if (region is null || !IsRegional)
        {
            return _url;
        }

        return _regions.TryGetValue(region, out var url) ? url
            : options.UnknownRegion == UnservedRegion.Default || region.Equals(options.Region, StringComparison.OrdinalIgnoreCase) ? _url
            : throw new ProxyErrorException(Unknown(region));
    }

    private static string Trim(Uri? url) => url?.AbsoluteUri.TrimEnd('/') ?? "";

    private ProxyError Unknown(string region)
    {
        var known = _regions.Keys.Append(options.Region).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        return new(ProxyErrorKind.InvalidArguments, "unknown_region", $"There is no token server for region '{region}'.") { Hint = $"Regions are: {string.Join(", ", known)}." };
    }
}

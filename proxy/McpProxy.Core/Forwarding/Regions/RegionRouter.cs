using System.Collections.Frozen;
using McpProxy.Configuration;
using McpProxy.Regions;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Forwarding.Regions;

/// <summary>
/// Finds the region of each call to one cluster, and the destinations in it. Compiled once per configuration of the cluster;
/// thread-safe.
/// </summary>
internal sealed class RegionRouter : IRegionMap
{
    /// <summary>Key of a cluster's metadata: the name of its section below <c>McpProxy:RegionRouting</c>.</summary>
    public const string ClusterKey = "RegionRouting";

    /// <summary>Key of a destination's metadata: its region.</summary>
    public const string DestinationKey = "Region";

    private readonly FrozenDictionary<string, string> _names;
    private readonly FrozenDictionary<string, string> _marketplaces;
    private readonly FrozenDictionary<string, string> _countries;
    private readonly string? _marketplaceHeader;
    private readonly UnknownRegion _unknown;
    private RegionSplit? _split;

    public RegionRouter(RegionRoutingConfig config, ClusterConfig cluster)
    {
        Default = config.Default;
        Regions = [.. (cluster.Destinations ?? new Dictionary<string, DestinationConfig>()).Values
            .GroupBy(RegionOf, d => new Uri(d.Address), StringComparer.OrdinalIgnoreCase)
            .OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase)
            .Select(r => new UpstreamRegion(r.Key, [.. r]))];
        _names = Names(config);
        _marketplaceHeader = config.MarketplaceHeader;
        _marketplaces = Known(config.Marketplaces);
        _countries = config.FromProfileCountry ? Known(config.Countries) : FrozenDictionary<string, string>.Empty;
        _unknown = config.UnknownRegion;
    }

    public string Default { get; }

    public IReadOnlyList<UpstreamRegion> Regions { get; }

    public static string RegionOf(DestinationConfig? destination) => destination?.Metadata?.GetValueOrDefault(DestinationKey) ?? "";

    /// <inheritdoc />
    public string? Find(string name) => Regions.FirstOrDefault(r => r.Name.Equals(_names.GetValueOrDefault(name), StringComparison.OrdinalIgnoreCase))?.Name;

    /// <summary>Fills in what is known of the region by now. Called before the preparations, whose token servers may differ by region, and again after them.</summary>
    public void Resolve(HttpContext context, ProxyExchange exchange)
    {
        if (exchange.Region is { } said)
        {
            Normalize(context, exchange, said);
        }

        if (exchange.RegionSource > ContextSource.Marketplace && Marketplace(context.Request.Headers) is { } byMarketplace)
        {
            exchange.Offer(ContextValue.Region, byMarketplace, ContextSource.Marketplace);
        }

        if (exchange.RegionSource > ContextSource.Profile && _countries.Count > 0 && exchange.ProfileCountry is { } country && _countries.TryGetValue(country, out var byCountry))
        {
            exchange.Offer(ContextValue.Region, byCountry, ContextSource.Profile);
        }

        if (exchange.Region is null)
        {
            exchange.Offer(ContextValue.Region, Default, ContextSource.Default);
        }
    }

    /// <summary>Leaves the destinations of the exchange's region only; load balancing, affinity and health go on among them.</summary>
    /// <returns>Whether there is one; otherwise the exchange has failed.</returns>
    public bool Narrow(HttpContext context, ProxyExchange exchange, IReverseProxyFeature proxied)
    {
        var available = proxied.AvailableDestinations;
        var split = _split;
        if (split is null || !ReferenceEquals(split.All, available))
        {
            _split = split = new RegionSplit(available);
        }

        var region = exchange.Region!; // Resolve leaves one.
        if (split.Of(region) is { } destinations)
        {
            proxied.AvailableDestinations = destinations;
            return true;
        }

        exchange.Fail(context, Find(region) is null ? NotServed(region) : Unavailable(region));
        return false;
    }

    private void Normalize(HttpContext context, ProxyExchange exchange, string said)
    {
        if (_names.TryGetValue(said, out var name))
        {
            if (!ReferenceEquals(said, name))
            {
                exchange.Offer(ContextValue.Region, name, exchange.RegionSource);
            }
        }
        else if (_unknown == UnknownRegion.Error)
        {
            exchange.Fail(context, Unknown(said));
        }
        else
        {
            exchange.Offer(ContextValue.Region, null, exchange.RegionSource);
            exchange.AddNotice("unknown_region", $"There is no region '{said}'; known are {Names()}.");
        }
    }

    private string? Marketplace(IHeaderDictionary headers) =>
        _marketplaceHeader is not null && headers.TryGetValue(_marketplaceHeader, out var values) && values.Count == 1 && values[0] is { } marketplace
            ? _marketplaces.GetValueOrDefault(marketplace)
            : null;

    /// <summary>Every name that means a region, with the region as it is spelt here.</summary>
    private FrozenDictionary<string, string> Names(RegionRoutingConfig config)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Regions.Select(r => r.Name).Append(config.Default).Concat(config.Aliases.Values).Concat(config.Marketplaces.Values).Concat(config.Countries.Values))
        {
            names.TryAdd(name, name);
        }

        foreach (var (alias, name) in config.Aliases)
        {
            names[alias] = names[name];
        }

        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private FrozenDictionary<string, string> Known(IReadOnlyDictionary<string, string> regions) =>
        regions.ToFrozenDictionary(r => r.Key, r => _names[r.Value], StringComparer.OrdinalIgnoreCase);

    private string Names() => string.Join(", ", Regions.Select(r => r.Name));

    private ProxyError Unknown(string said) => new(ProxyErrorKind.InvalidArguments, "unknown_region", $"There is no region '{said}'.") { Hint = $"Regions are: {Names()}." };

    private ProxyError NotServed(string region) => new(ProxyErrorKind.InvalidArguments, "region_not_served", $"The region '{region}' has no destination here.") { Hint = $"Regions are: {Names()}." };

    private static ProxyError Unavailable(string region) => new(ProxyErrorKind.CircuitOpen, "region_unavailable", $"No destination of the region '{region}' is healthy.")
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Hint = "Wait for it to recover: no other region takes its place.",
    };
}

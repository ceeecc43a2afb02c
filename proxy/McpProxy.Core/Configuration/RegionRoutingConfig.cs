using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>How the region of a call is found. A cluster names it in its metadata <c>RegionRouting</c>, each of its destinations its region in <c>Region</c>.</summary>
public sealed record RegionRoutingConfig
{
    /// <summary>The region of calls that nothing says one for.</summary>
    [Required]
    public string Default { get; init; } = "";

    /// <summary>Other names of regions, e.g. <c>usa</c> for <c>na</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the request header with the marketplace that a call is about. Default none.</summary>
    public string? MarketplaceHeader { get; init; }

    /// <summary>The region of each marketplace. Unknown ones say nothing. Default none.</summary>
    public IReadOnlyDictionary<string, string> Marketplaces { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the country of the profile says the region, where the identity does not. Default off.</summary>
    public bool FromProfileCountry { get; init; }

    /// <summary>The region of each country, by two-letter code. Default none.</summary>
    public IReadOnlyDictionary<string, string> Countries { get; init; } = new Dictionary<string, string>();

    /// <summary>What becomes of a call that names a region which does not exist. Default <c>Error</c>.</summary>
    public UnknownRegion UnknownRegion { get; init; } = UnknownRegion.Error;

    /// <summary>Sends every call to the upstream's sandbox instead.</summary>
    public RegionSandboxConfig Sandbox { get; init; } = new();
}

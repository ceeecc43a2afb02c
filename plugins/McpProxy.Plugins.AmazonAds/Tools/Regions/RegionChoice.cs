using McpProxy.Credentials;
using McpProxy.Plugins.AmazonAds.Tools.Identities;
using McpProxy.Regions;

namespace McpProxy.Plugins.AmazonAds.Tools.Regions;

/// <summary>Checks the region that a caller wants.</summary>
internal sealed class RegionChoice(AdsSection section, IdentityChoice identities)
{
    /// <summary>The regions of the section's route.</summary>
    /// <exception cref="UseFailure">It has none.</exception>
    public IRegionMap Map => section.Regions ?? throw new UseFailure("REGIONS_NOT_CONFIGURED", "This route is not routed by region.", "The operator can set RegionRouting in the metadata of its cluster.");

    /// <summary>The region that a name stands for.</summary>
    /// <exception cref="UseFailure">There is none.</exception>
    public string Find(string name)
    {
        var map = Map;
        if (map.Find(name) is { } region)
        {
            return region;
        }

        var guess = AmazonRegion.Guess(name) is { } code ? map.Find(code) : null;
        throw new UseFailure("INVALID_REGION", "There is no such region.", guess is null ? $"Regions are: {Names(map)}." : $"Did you mean '{guess}'? Regions are: {Names(map)}.");
    }

    /// <summary>Checks that an identity allows a region.</summary>
    /// <param name="identity">The identity in force; null for none.</param>
    /// <param name="region">The region.</param>
    /// <exception cref="UseFailure">It lives in another one, or there is none to ask.</exception>
    public void CheckAllowed(PartnerIdentity? identity, string region)
    {
        if (!identities.BindRegions)
        {
            return;
        }

        if (identity is null)
        {
            throw new UseFailure("NO_IDENTITY", "The identity decides about the region, and none is active.", "Choose one with set_active_identity.");
        }

        if (identity.Region is { } home && !region.Equals(Map.Find(home) ?? home, StringComparison.OrdinalIgnoreCase))
        {
            throw new UseFailure("REGION_MISMATCH", $"Identity {identity.Id} lives in region '{home}', which cannot be changed.", $"Choose an identity of region '{region}' with set_active_identity.");
        }
    }

    private static string Names(IRegionMap map) => string.Join(", ", map.Regions.Select(r => r.Name));
}

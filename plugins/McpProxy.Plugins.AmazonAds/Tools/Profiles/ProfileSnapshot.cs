namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>A list of profiles as the upstream gave it.</summary>
/// <param name="Profiles">In the upstream's order.</param>
/// <param name="Identity">The identity whose profiles they are; null for none.</param>
/// <param name="FetchedAt">When.</param>
internal sealed record ProfileSnapshot(IReadOnlyList<AdsProfile> Profiles, string? Identity, DateTimeOffset FetchedAt)
{
    public AdsProfile? Find(string id) => Profiles.FirstOrDefault(p => p.Id == id);
}

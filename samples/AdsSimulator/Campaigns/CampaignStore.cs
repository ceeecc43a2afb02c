using System.Globalization;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;

namespace AdsSimulator.Campaigns;

/// <summary>The campaigns of every region, seeded alike at every start. Thread-safe.</summary>
internal sealed class CampaignStore
{
    private static readonly string[] _states = ["ENABLED", "ENABLED", "PAUSED", "ENABLED", "ARCHIVED", "PAUSED"];
    private static readonly string[] _themes = ["Trail shoes", "Espresso", "Head torches", "Filters", "Rain jackets", "Grinders"];

    /// <summary>Keeps the ids of profiles apart that are seeded later.</summary>
    private const int IdsPerProfile = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<long, Campaign>> _campaigns = new(StringComparer.Ordinal);
    private readonly HashSet<long> _seeded = [];
    private readonly int _perProfile;

    public CampaignStore(ProfileCatalog profiles, SimulatorOptions options)
    {
        _perProfile = options.CampaignsPerProfile;
        foreach (var region in AdsRegion.All)
        {
            var campaigns = new SortedDictionary<long, Campaign>();
            foreach (var profile in profiles.Of(region))
            {
                SeedAll(campaigns, profile, FirstIdOf(region) + campaigns.Count);
            }

            _campaigns.Add(region.Code, campaigns);
        }
    }

    /// <summary>The campaigns of a region, or of one profile, in the order of their ids.</summary>
    public IReadOnlyList<Campaign> List(AdsRegion region, AdsProfile? profile)
    {
        lock (_gate)
        {
            return [.. Of(region, profile).Values.Where(c => profile is null || c.ProfileId == profile.ProfileId)];
        }
    }

    public Campaign Create(AdsRegion region, AdsProfile? profile, Campaign campaign)
    {
        lock (_gate)
        {
            var campaigns = Of(region, profile);
            // Nothing is ever removed, so the count is the next free place.
            var id = FirstIdOf(region) + campaigns.Count;
            var created = campaign with
            {
                CampaignId = id.ToString(CultureInfo.InvariantCulture),
                State = campaign.State ?? "ENABLED",
                ProfileId = profile?.ProfileId ?? region.FirstProfileId,
            };
            campaigns.Add(id, created);
            return created;
        }
    }

    /// <summary>Changes the members that are set; null when there is no such campaign in the scope.</summary>
    public Campaign? Update(AdsRegion region, AdsProfile? profile, Campaign change)
    {
        lock (_gate)
        {
            if (Find(region, profile, change.CampaignId) is not { } found)
            {
                return null;
            }

            var updated = found.Campaign with
            {
                Name = change.Name ?? found.Campaign.Name,
                State = change.State ?? found.Campaign.State,
                StartDate = change.StartDate ?? found.Campaign.StartDate,
                EndDate = change.EndDate ?? found.Campaign.EndDate,
                Budget = change.Budget ?? found.Campaign.Budget,
                PortfolioId = change.PortfolioId ?? found.Campaign.PortfolioId,
            };
            return _campaigns[region.Code][found.Id] = updated;
        }
    }

    /// <summary>Archives a campaign, which is what the real API does to a deleted one.</summary>
    public Campaign? Delete(AdsRegion region, AdsProfile? profile, string campaignId) =>
        Update(region, profile, new Campaign { CampaignId = campaignId, State = "ARCHIVED" });

    /// <summary>The campaigns of a region. Those of an account that only its tokens show begin to exist when they are first asked for.</summary>
    private SortedDictionary<long, Campaign> Of(AdsRegion region, AdsProfile? profile)
    {
        var campaigns = _campaigns[region.Code];
        if (profile is not null && !_seeded.Contains(profile.ProfileId))
        {
            SeedAll(campaigns, profile, profile.ProfileId * IdsPerProfile);
        }

        return campaigns;
    }

    private void SeedAll(SortedDictionary<long, Campaign> campaigns, AdsProfile profile, long firstId)
    {
        _seeded.Add(profile.ProfileId);
        for (var i = 0; i < _perProfile; i++)
        {
            campaigns.Add(firstId + i, Seed(firstId + i, profile, i));
        }
    }

    private static long FirstIdOf(AdsRegion region) => region.FirstProfileId / 10 * 2 + 1;

    private static Campaign Seed(long id, AdsProfile profile, int index) => new()
    {
        CampaignId = id.ToString(CultureInfo.InvariantCulture),
        Name = $"{_themes[index % _themes.Length]} {profile.CountryCode} {index + 1}",
        State = _states[index % _states.Length],
        TargetingType = index % 2 == 0 ? "MANUAL" : "AUTO",
        StartDate = new DateOnly(2026, 1, 1).AddDays(index * 7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Budget = new(10 + index * 5),
        ProfileId = profile.ProfileId,
    };

    private (long Id, Campaign Campaign)? Find(AdsRegion region, AdsProfile? profile, string? campaignId) =>
        long.TryParse(campaignId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Of(region, profile).TryGetValue(id, out var campaign)
        && (profile is null || campaign.ProfileId == profile.ProfileId)
            ? (id, campaign)
            : null;
}

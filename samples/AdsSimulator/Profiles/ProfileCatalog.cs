using System.Collections.Frozen;
using System.Globalization;
using AdsSimulator.Regions;

namespace AdsSimulator.Profiles;

/// <summary>The profiles of every region; the same ones at every start.</summary>
internal sealed class ProfileCatalog
{
    private const decimal UnlimitedBudget = 999_999_999;

    private readonly FrozenDictionary<string, IReadOnlyList<AdsProfile>> _profiles =
        AdsRegion.All.ToFrozenDictionary(r => r.Code, r => (IReadOnlyList<AdsProfile>)[.. Seed(r)]);

    public IReadOnlyList<AdsProfile> Of(AdsRegion region) => _profiles[region.Code];

    public AdsProfile? Find(AdsRegion region, string? profileId) =>
        long.TryParse(profileId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Of(region).FirstOrDefault(p => p.ProfileId == id) : null;

    private static IEnumerable<AdsProfile> Seed(AdsRegion region)
    {
        var id = region.FirstProfileId;
        foreach (var market in region.Marketplaces)
        {
            yield return Create(id, market, "seller", $"A{Tail(id)}", "Northwind Outdoor");
            yield return Create(id + 1_000_003, market, "vendor", $"ENTITY{Tail(id + 1_000_003)}", "Harbour Coffee");
            id += 10_000_019;
        }
    }

    private static AdsProfile Create(long id, Marketplace market, string type, string accountId, string name) => new(
        id,
        market.CountryCode,
        market.CurrencyCode,
        type == "seller" ? UnlimitedBudget : null,
        market.Timezone,
        new(market.Id, accountId, type, $"{name} {market.CountryCode}", ValidPaymentMethod: market.CountryCode is not ("BR" or "PL" or "SG")));

    /// <summary>Twelve letters and digits that look like an account id and follow from the profile id.</summary>
    private static string Tail(long id)
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var mixed = unchecked((ulong)id * 0x9E3779B97F4A7C15UL);
        return string.Create(12, mixed, static (chars, seed) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = Alphabet[(int)(seed % (ulong)Alphabet.Length)];
                seed /= (ulong)Alphabet.Length;
            }
        });
    }
}

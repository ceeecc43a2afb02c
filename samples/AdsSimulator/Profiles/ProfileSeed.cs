using AdsSimulator.Regions;

namespace AdsSimulator.Profiles;

/// <summary>Makes the profiles of a region: two for each of its marketplaces.</summary>
internal static class ProfileSeed
{
    private const decimal UnlimitedBudget = 999_999_999;

    /// <param name="region">Whose marketplaces.</param>
    /// <param name="firstId">The id of the first profile, from which all others follow.</param>
    /// <param name="suffix">Ends the names, so that accounts can be told apart.</param>
    public static IReadOnlyList<AdsProfile> Create(AdsRegion region, long firstId, string suffix)
    {
        var profiles = new List<AdsProfile>();
        var id = firstId;
        foreach (var market in region.Marketplaces)
        {
            profiles.Add(Create(id, market, "seller", $"A{Tail(id)}", $"Northwind Outdoor {market.CountryCode}{suffix}"));
            profiles.Add(Create(id + 1_000_003, market, "vendor", $"ENTITY{Tail(id + 1_000_003)}", $"Harbour Coffee {market.CountryCode}{suffix}"));
            id += 10_000_019;
        }

        return profiles;
    }

    private static AdsProfile Create(long id, Marketplace market, string type, string accountId, string name) => new(
        id,
        market.CountryCode,
        market.CurrencyCode,
        type == "seller" ? UnlimitedBudget : null,
        market.Timezone,
        new(market.Id, accountId, type, name, ValidPaymentMethod: market.CountryCode is not ("BR" or "PL" or "SG")));

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

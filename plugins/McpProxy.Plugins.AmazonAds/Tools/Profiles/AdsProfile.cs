using System.Text.Json.Nodes;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>One advertising profile, as far as the tools show it.</summary>
internal sealed record AdsProfile(string Id, string Name, string CountryCode, string AccountType, string AccountId, string MarketplaceId, string CurrencyCode, string Timezone)
{
    /// <summary>Whether a text that somebody looks for stands in its name or ids.</summary>
    public bool Contains(string text) =>
        Name.Contains(text, StringComparison.OrdinalIgnoreCase) || Id.Contains(text, StringComparison.OrdinalIgnoreCase) || AccountId.Contains(text, StringComparison.OrdinalIgnoreCase);

    public JsonObject ToJson() => new()
    {
        ["profile_id"] = Id,
        ["name"] = Name,
        ["country_code"] = CountryCode,
        ["account_type"] = AccountType,
        ["account_id"] = AccountId,
        ["marketplace_id"] = MarketplaceId,
        ["currency_code"] = CurrencyCode,
        ["timezone"] = Timezone,
    };
}

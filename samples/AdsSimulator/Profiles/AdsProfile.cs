namespace AdsSimulator.Profiles;

/// <summary>An advertising profile as <c>/v2/profiles</c> shows it.</summary>
internal sealed record AdsProfile(long ProfileId, string CountryCode, string CurrencyCode, decimal? DailyBudget, string Timezone, AccountInfo AccountInfo);

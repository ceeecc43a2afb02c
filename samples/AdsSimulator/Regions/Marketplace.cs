namespace AdsSimulator.Regions;

/// <summary>One country's marketplace.</summary>
internal sealed record Marketplace(string CountryCode, string Id, string CurrencyCode, string Timezone);

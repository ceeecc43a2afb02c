namespace AdsSimulator.Profiles;

/// <summary>The account behind a profile.</summary>
internal sealed record AccountInfo(string MarketplaceStringId, string Id, string Type, string Name, bool ValidPaymentMethod);

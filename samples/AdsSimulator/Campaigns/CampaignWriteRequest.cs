namespace AdsSimulator.Campaigns;

/// <summary>The body of create and update.</summary>
internal sealed record CampaignWriteRequest(IReadOnlyList<Campaign>? Campaigns);

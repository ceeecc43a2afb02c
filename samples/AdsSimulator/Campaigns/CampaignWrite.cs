namespace AdsSimulator.Campaigns;

/// <summary>The end of one write: exactly one of the two is set.</summary>
internal sealed record CampaignWrite(Campaign? Campaign, CampaignError? Error);

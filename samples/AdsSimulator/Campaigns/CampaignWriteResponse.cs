namespace AdsSimulator.Campaigns;

/// <summary>The 207 answer of every write: what succeeded and what did not, by index in the request.</summary>
internal sealed record CampaignWriteResponse(CampaignWriteOutcome Campaigns);

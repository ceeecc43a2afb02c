namespace AdsSimulator.Campaigns;

internal sealed record CampaignWriteOutcome(IReadOnlyList<CampaignSuccess> Success, IReadOnlyList<CampaignFailure> Error);

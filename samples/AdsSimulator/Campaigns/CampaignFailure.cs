namespace AdsSimulator.Campaigns;

internal sealed record CampaignFailure(int Index, IReadOnlyList<CampaignError> Errors);

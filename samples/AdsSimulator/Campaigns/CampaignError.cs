namespace AdsSimulator.Campaigns;

internal sealed record CampaignError(string ErrorType, string Message);

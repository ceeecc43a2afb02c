namespace AdsSimulator.Campaigns;

/// <summary>One written campaign; <paramref name="Campaign"/> is set when the caller preferred <c>return=representation</c>.</summary>
internal sealed record CampaignSuccess(int Index, string CampaignId, Campaign? Campaign);

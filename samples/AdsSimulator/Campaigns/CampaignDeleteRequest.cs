namespace AdsSimulator.Campaigns;

/// <summary>The body of <c>POST /sp/campaigns/delete</c>.</summary>
internal sealed record CampaignDeleteRequest(CampaignFilter? CampaignIdFilter);

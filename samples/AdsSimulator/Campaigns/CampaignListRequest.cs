namespace AdsSimulator.Campaigns;

/// <summary>The body of <c>POST /sp/campaigns/list</c>.</summary>
internal sealed record CampaignListRequest(CampaignFilter? StateFilter, CampaignFilter? CampaignIdFilter, int? MaxResults, string? NextToken);

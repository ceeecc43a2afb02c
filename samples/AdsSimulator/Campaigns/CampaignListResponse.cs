namespace AdsSimulator.Campaigns;

/// <summary>One page of campaigns.</summary>
internal sealed record CampaignListResponse(IReadOnlyList<Campaign> Campaigns, int TotalResults, string? NextToken);

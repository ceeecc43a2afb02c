using System.Text.Json.Serialization;

namespace AdsSimulator.Campaigns;

/// <summary>A Sponsored Products campaign, version 3. In an update every member but the id may be missing.</summary>
internal sealed record Campaign
{
    public string? CampaignId { get; init; }

    public string? Name { get; init; }

    /// <summary><c>ENABLED</c>, <c>PAUSED</c> or <c>ARCHIVED</c>.</summary>
    public string? State { get; init; }

    /// <summary><c>MANUAL</c> or <c>AUTO</c>.</summary>
    public string? TargetingType { get; init; }

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public string? StartDate { get; init; }

    public string? EndDate { get; init; }

    public CampaignBudget? Budget { get; init; }

    public string? PortfolioId { get; init; }

    /// <summary>The profile it belongs to; a scope, not a member of the wire format.</summary>
    [JsonIgnore]
    public long ProfileId { get; init; }
}

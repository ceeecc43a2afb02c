namespace AdsSimulator.Campaigns;

/// <summary>A filter of the list request: keep what is included.</summary>
internal sealed record CampaignFilter(IReadOnlyList<string>? Include)
{
    public bool Keeps(string? value) => Include is not { Count: > 0 } || Include.Contains(value, StringComparer.OrdinalIgnoreCase);
}

namespace AdsSimulator.Access;

/// <summary>Metadata of an endpoint of the Ads API.</summary>
internal sealed record AccessDemand(AccessRule Rule);

namespace AdsSimulator.Regions;

/// <summary>The answer of <c>/whoami</c>.</summary>
internal sealed record WhoAmI(string Region, string ApiBase, IReadOnlyList<Marketplace> Marketplaces);

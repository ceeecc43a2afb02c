using System.Text.Json.Serialization;

namespace AdsSimulator.Access;

/// <summary>How the simulated Ads API behaves.</summary>
/// <param name="RequireTokens">Answers only requests with an access token of this simulator and the headers that go with it; each account then has data of its own.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AdsSettings(bool RequireTokens = false);

using AdsSimulator.Profiles;

namespace AdsSimulator.Access;

/// <summary>An access token and what it opens.</summary>
/// <param name="Value">The token.</param>
/// <param name="Issuer">The token server it came from: <c>lwa</c>, <c>openbridge</c> or <c>strava</c>.</param>
/// <param name="Account">Whose data it opens.</param>
/// <param name="ClientId">The client it was issued to.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record AccessToken(string Value, string Issuer, AdsAccount Account, string ClientId, DateTimeOffset ExpiresAt);

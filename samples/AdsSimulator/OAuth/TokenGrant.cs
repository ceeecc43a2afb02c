using AdsSimulator.Access;

namespace AdsSimulator.OAuth;

/// <summary>What a token request brought.</summary>
/// <param name="Access">The access token.</param>
/// <param name="RefreshToken">The refresh token to use from now on; null when the answer has none.</param>
/// <param name="Scope">What was granted.</param>
/// <param name="Seconds">Lifetime of the access token.</param>
/// <param name="IsFirst">It was for a code, not for a refresh.</param>
internal sealed record TokenGrant(AccessToken Access, string? RefreshToken, string Scope, int Seconds, bool IsFirst);

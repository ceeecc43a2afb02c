namespace AdsSimulator.OAuth;

/// <summary>What a refresh token stands for.</summary>
/// <param name="Account">Who signed in.</param>
/// <param name="ClientId">The only client that may use it; null for any.</param>
/// <param name="Scope">What was granted.</param>
/// <param name="EndsAt">When it stops working because it was rotated or revoked; null as long as it was not.</param>
internal sealed record RefreshToken(string Account, string? ClientId, string Scope, DateTimeOffset? EndsAt = null);

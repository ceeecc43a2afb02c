namespace AdsSimulator.OpenBridge;

/// <summary>A JWT that OpenBridge gave out for a refresh token.</summary>
internal sealed record IssuedJwt(string RefreshToken, DateTimeOffset ExpiresAt);

namespace AdsSimulator.OAuth;

/// <summary>What an authorization code was given out for.</summary>
internal sealed record AuthorizationCode(string ClientId, string RedirectUri, string? Challenge, string Account, string Scope, DateTimeOffset ExpiresAt);

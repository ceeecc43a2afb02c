namespace McpProxy.Credentials;

/// <summary>What is known of a caller's authorization. Without any token.</summary>
/// <param name="Status">How far it is.</param>
public sealed record AuthorizationReport(AuthorizationStatus Status)
{
    /// <summary>Whether there is a refresh token.</summary>
    public bool HasRefreshToken { get; init; }

    /// <summary>When the access token expires; null when there is none or the provider does not say.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>When the tokens came; null when there are none.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Why it failed, for the caller; null when it did not.</summary>
    public string? Error { get; init; }
}

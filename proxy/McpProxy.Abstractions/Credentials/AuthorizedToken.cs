namespace McpProxy.Credentials;

/// <summary>An access token out of the vault. Never logged.</summary>
/// <param name="AccessToken">The token in clear.</param>
/// <param name="ExpiresAt">When it expires; null when the provider does not say.</param>
public sealed record AuthorizedToken(string AccessToken, DateTimeOffset? ExpiresAt)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"AuthorizedToken, expires {ExpiresAt:O}";
}

namespace McpProxy.Plugins.Credentials.OAuth.Vault;

/// <summary>What a provider gave out at one time. Never logged.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="ExpiresAt">When it expires; null when the provider does not say.</param>
/// <param name="RefreshToken">The refresh token; null when there is none.</param>
/// <param name="IssuedAt">When it came.</param>
internal sealed record TokenSet(string AccessToken, DateTimeOffset? ExpiresAt, string? RefreshToken, DateTimeOffset IssuedAt)
{
    /// <summary>Tells it from every other one.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether the access token lasts longer than this.</summary>
    public bool Lasts(TimeSpan time, DateTimeOffset now) => ExpiresAt is not { } expires || expires - now > time;

    /// <summary>Says nothing of the tokens.</summary>
    public override string ToString() => $"TokenSet {Id}, expires {ExpiresAt:O}";
}

namespace McpProxy.Configuration;

/// <summary>One static key, and whom it stands for. Exactly one of <see cref="Hash"/> and <see cref="Secret"/>.</summary>
public sealed record ApiKeyConfig
{
    /// <summary><c>sha256:</c> and the SHA-256 of the whole key in 64 hexadecimal digits; <c>mcpproxy keys hash</c> prints it. It is no secret as long as the key is random.</summary>
    public string? Hash { get; init; }

    /// <summary>The key itself, 16 characters or more.</summary>
    public Secret Secret { get; init; }

    /// <summary>The tenant that its holder acts for. Default: the scheme's.</summary>
    public string? Tenant { get; init; }

    /// <summary>Scopes of its holder, beside those of the scheme. Default none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further claims of its holder, for policies. Default none.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();

    /// <summary>Until when it is accepted, e.g. <c>2027-01-31T00:00:00Z</c>. Default: as long as it stands here.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>Where the traded credential comes from. Immutable.</summary>
internal sealed record SubjectPlan
{
    public IReadOnlyList<string> Headers { get; init; } = [];

    public bool Caller { get; init; }

    public bool AccessToken { get; init; }

    public string? OAuth { get; init; }

    /// <summary>A credential of the proxy itself, in clear; null for none.</summary>
    public string? Secret { get; init; }

    public bool Required { get; init; }

    public string? Contains { get; init; }

    public int MinLength { get; init; }

    public int MaxLength { get; init; }

    public string Hint { get; init; } = "";

    /// <summary>Whether a credential of a caller has the form that this exchange trades.</summary>
    public bool Fits(ReadOnlySpan<char> credential) =>
        credential.Length >= MinLength && credential.Length <= MaxLength && (Contains is null || credential.Contains(Contains, StringComparison.Ordinal));

    /// <summary>Says nothing of the credential.</summary>
    public override string ToString() => nameof(SubjectPlan);
}

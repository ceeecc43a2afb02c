namespace McpProxy.Plugins.Credentials.OAuth.Vault;

/// <summary>All that is kept of one owner's authorization with one provider. Changed as a whole, by comparing versions; sealed at rest.</summary>
internal sealed record VaultRow
{
    public static VaultRow Empty { get; } = new();

    /// <summary>The tokens; null when there are none.</summary>
    public TokenSet? Tokens { get; init; }

    /// <summary>Flows that have begun, oldest first.</summary>
    public IReadOnlyList<PendingFlow> Pending { get; init; } = [];

    /// <summary>Why the last flow or refresh failed, for the owner; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Nobody refreshes before this: somebody does at the moment, or the provider was just out of reach.</summary>
    public DateTimeOffset? RefreshNotBefore { get; init; }

    public PendingFlow? Find(string id) => Pending.FirstOrDefault(p => p.Id == id);

    /// <summary>Says nothing of the tokens.</summary>
    public override string ToString() => $"VaultRow, {Tokens?.ToString() ?? "no tokens"}, {Pending.Count} flows";
}

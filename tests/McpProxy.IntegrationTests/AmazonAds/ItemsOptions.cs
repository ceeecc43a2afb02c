namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>What <see cref="ItemsFactory"/> leaves on the exchange.</summary>
internal sealed record ItemsOptions
{
    /// <summary>Items by name.</summary>
    public IReadOnlyDictionary<string, string> Items { get; init; } = new Dictionary<string, string>();

    /// <summary>The profile; null offers none.</summary>
    public string? Profile { get; init; }
}

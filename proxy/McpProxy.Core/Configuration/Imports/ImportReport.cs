namespace McpProxy.Configuration.Imports;

/// <summary>What one import came to.</summary>
/// <param name="Path">Its configuration path, e.g. <c>Mcp:OpenApi:petstore</c>.</param>
/// <param name="Entries">What became of each entry of its documents.</param>
/// <param name="Warnings">What an operator should know.</param>
internal sealed record ImportReport(string Path, IReadOnlyList<ImportedEntry> Entries, IReadOnlyList<string> Warnings)
{
    /// <summary>What it gave, the entries that are not served included.</summary>
    public IReadOnlyList<ImportedLayer> Layers { get; init; } = [];

    /// <summary>What costs parts of it.</summary>
    public IReadOnlyList<ConfigError> Mistakes { get; init; } = [];

    /// <summary>Since when something of it is not as its sources have it; null when all is.</summary>
    public DateTimeOffset? OldSince { get; init; }

    /// <summary>Why; null when all is as the sources have it.</summary>
    public string? WhyOld { get; init; }

    public int Imported => Entries.Count(e => !e.IsSkipped);

    public IEnumerable<ImportedEntry> Skipped => Entries.Where(e => e.IsSkipped);

    /// <summary>The same import without tools that could not be served after all.</summary>
    /// <param name="refused">The tools by name, each with the reason.</param>
    public ImportReport Without(IReadOnlyDictionary<string, string> refused) => refused.Count == 0
        ? this
        : this with
        {
            Entries = [.. Entries.Select(e => e.Tool is { } tool && refused.TryGetValue(tool, out var reason) ? e with { Tool = null, Note = reason } : e)],
        };
}

namespace McpProxy.Configuration.Imports;

/// <summary>What the imports of one configuration came to.</summary>
internal sealed class ImportOutcome
{
    public static ImportOutcome None { get; } = new();

    /// <summary>The entries that were laid.</summary>
    public ImportedEntries Entries { get; } = new();

    /// <summary>Imports that could not be made.</summary>
    public ConfigErrors Errors { get; } = new();

    /// <summary>The imports in the order of their paths.</summary>
    public List<ImportReport> Reports { get; } = [];

    /// <summary>Everything the imports were made of.</summary>
    public List<ImportSource> Sources { get; } = [];

    /// <summary>The shortest time after which one of them is to be made again; null for never.</summary>
    public TimeSpan? RefreshAfter { get; set; }

    /// <summary>A folder where may be kept what makes the next start quicker; null for nowhere.</summary>
    public string? CacheFolder { get; set; }

    /// <summary>The reports, with what could not be served although it could be imported.</summary>
    public IReadOnlyList<ImportReport> Served()
    {
        const string Tools = "Mcp:Tools:";
        var refused = Entries.Refused
            .Where(r => r.Path.StartsWith(Tools, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(r => r.Path[Tools.Length..], r => r.Reason, StringComparer.OrdinalIgnoreCase);
        return [.. Reports.Select(r => r.Without(refused))];
    }
}

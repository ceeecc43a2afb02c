namespace McpProxy.Configuration.Imports;

/// <summary>What an importer gives back. Immutable: it is kept for as long as nothing it was made of changes.</summary>
public sealed record ImportResult
{
    /// <summary>The configuration, in parts that have no entry in common; usually one for each document.</summary>
    public IReadOnlyList<ImportedLayer> Layers { get; init; } = [];

    /// <summary>Files and folders it was made of; when one has changed, the import is made again.</summary>
    public IReadOnlyList<ImportSource> Sources { get; init; } = [];

    /// <summary>What became of each entry of the documents, in their order.</summary>
    public IReadOnlyList<ImportedEntry> Entries { get; init; } = [];

    /// <summary>What an operator should know although the import could be made, e.g. that an old copy of a document is used. One sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why an old copy of a source was used, in one sentence that anybody may read; null when none was. Readiness is degraded by it.</summary>
    public string? OldCopy { get; init; }

    /// <summary>What costs a part of the import and no more, e.g. one document of a folder that cannot be read. The rest of it is served.</summary>
    public IReadOnlyList<ConfigError> Mistakes { get; init; } = [];

    /// <summary>
    /// The folder of files that make starts quicker and may be lost at any time, for those of the proxy itself: it keeps there which schemas
    /// are known to be without mistakes. Null for nowhere.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>Configuration paths outside of its own section that it was made by, e.g. <c>McpProxy:Artifacts</c>; when one has changed, the import is made again.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Time after which the import is made again, for sources that do not tell of changes. Null for never.</summary>
    public TimeSpan? RefreshAfter { get; init; }
}

using McpProxy.Configuration.Imports;

namespace McpProxy.Plugins.OpenApi;

/// <summary>What one document came to.</summary>
/// <param name="Layer">Its routes, clusters and tools.</param>
/// <param name="Entries">What became of its operations.</param>
/// <param name="Sources">The files it was made of.</param>
/// <param name="OperationKeys">Ids and lines of all its operations, selected or not.</param>
internal sealed record CompiledDocument(ImportedLayer Layer, IReadOnlyList<ImportedEntry> Entries, IReadOnlyList<ImportSource> Sources, IReadOnlyList<string> OperationKeys)
{
    /// <summary>What operators should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IEnumerable<string> Tools => Entries.Select(e => e.Tool).OfType<string>();
}

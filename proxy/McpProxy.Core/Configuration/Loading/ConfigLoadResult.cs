using McpProxy.Configuration.Imports;

namespace McpProxy.Configuration.Loading;

/// <summary>What became of one load.</summary>
/// <param name="Config">The configuration, or null when there were mistakes.</param>
/// <param name="Errors">The mistakes, sorted by path.</param>
internal sealed record ConfigLoadResult(LoadedConfig? Config, IReadOnlyList<ConfigError> Errors)
{
    /// <summary>What was imported for it.</summary>
    public ImportOutcome Imported { get; init; } = ImportOutcome.None;
}

namespace McpProxy.Configuration.Imports;

/// <summary>What an import came to the last time it was made.</summary>
/// <param name="Fingerprint">That of the <see cref="ImportTask"/>.</param>
/// <param name="Result">What it gave; of an attempt with mistakes only the sources count.</param>
/// <param name="Good">The last result without mistakes of the same options; null when there was none.</param>
/// <param name="Errors">The mistakes of the attempt.</param>
/// <param name="MadeAt">When the attempt was made.</param>
internal sealed record LastImport(string Fingerprint, ImportResult Result, ImportResult? Good, IReadOnlyList<ConfigError> Errors, DateTimeOffset MadeAt)
{
    /// <summary>Tells whether what else it depends on in the configuration has changed.</summary>
    public required string Settings { get; init; }

    /// <summary>Whether making it again would come to the same.</summary>
    /// <param name="task">What is asked for.</param>
    /// <param name="settingsOf">Gives the fingerprint of settings.</param>
    /// <param name="now">The time.</param>
    public bool IsCurrent(ImportTask task, Func<IReadOnlyList<string>, string> settingsOf, DateTimeOffset now) =>
        Fingerprint == task.Fingerprint && Settings == settingsOf(Result.Settings) && !(Result.RefreshAfter is { } after && now - MadeAt >= after) && Result.Sources.All(s => s.IsUnchanged());
}

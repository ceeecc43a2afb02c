namespace McpProxy.Configuration.Imports;

/// <summary>What an import came to the last time it was made.</summary>
/// <param name="Fingerprint">That of the <see cref="ImportTask"/>.</param>
/// <param name="Result">What it gave; of an attempt with mistakes only the sources count.</param>
/// <param name="Good">The last result without mistakes of the same options; null when there was none.</param>
/// <param name="Errors">The mistakes of the attempt.</param>
/// <param name="MadeAt">When the attempt was made.</param>
/// <param name="OldSince">Since when something of it is not as its sources have it; null when all is.</param>
internal sealed record LastImport(string Fingerprint, ImportResult Result, ImportResult? Good, IReadOnlyList<ConfigError> Errors, DateTimeOffset MadeAt, DateTimeOffset? OldSince)
{
    /// <summary>Tells whether what else it depends on in the configuration has changed.</summary>
    public required string Settings { get; init; }

    /// <summary>Why something is not as the sources have it; null when all is.</summary>
    public string? WhyOld => WhyOldIn(Result, Errors);

    public static string? WhyOldIn(ImportResult result, IEnumerable<ConfigError> errors) => errors.Concat(result.Mistakes).FirstOrDefault()?.ToString() ?? result.OldCopy;

    /// <summary>Whether making it again would come to the same.</summary>
    /// <param name="task">What is asked for.</param>
    /// <param name="settingsOf">Gives the fingerprint of settings.</param>
    /// <param name="now">The time.</param>
    public bool IsCurrent(ImportTask task, Func<IReadOnlyList<string>, string> settingsOf, DateTimeOffset now) =>
        Fingerprint == task.Fingerprint && Settings == settingsOf(Result.Settings) && !(Result.RefreshAfter is { } after && now - MadeAt >= after) && Result.Sources.All(s => s.IsUnchanged());

    /// <summary>Time until it is to be made again whatever becomes of its sources: loads in between do not put that off. Null for never.</summary>
    public TimeSpan? DueIn(DateTimeOffset now) =>
        Result.RefreshAfter is not { } after ? null : MadeAt + after - now is var left && left < TimeSpan.Zero ? TimeSpan.Zero : left < after ? left : after;
}

using McpProxy.Configuration.Layers;
using McpProxy.Tools.Schema.Patterns;

namespace McpProxy.Configuration.Imports;

/// <summary>
/// Makes the imports of a configuration and lays them under it. An import is made again only when its options or its sources have
/// changed; one that cannot be made any more keeps what it gave last, so that a broken document changes nothing.
/// </summary>
internal sealed class ConfigurationImports(ImportSections sections, TimeProvider time)
{
    private readonly Dictionary<string, LastImport> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key below <c>Mcp</c> is an importer's.</summary>
    public bool IsImport(string key) => sections.IsImport(key);

    /// <summary>Lays all imports under a candidate, which is changed. Not to be called twice at once.</summary>
    public async ValueTask<ImportOutcome> LayUnderAsync(ConfigCandidate candidate, StrictBinderOptions options, CancellationToken cancellationToken)
    {
        var outcome = new ImportOutcome();
        var overlay = candidate.Overlay(outcome.Entries);
        var tasks = sections.Read(candidate, options, outcome.Errors).OrderBy(t => t.Path, StringComparer.Ordinal).ToList();
        foreach (var task in tasks)
        {
            var last = await MakeAsync(task, candidate, cancellationToken);
            outcome.Sources.AddRange(last.Result.Sources);
            outcome.CacheFolder ??= last.Result.CacheFolder;
            outcome.RefreshAfter = Shorter(outcome.RefreshAfter, last.DueIn(time.GetUtcNow()));
            if (task.Reference is not null)
            {
                candidate.Remove($"{task.Path}:{task.Importer.Key}");
            }

            if (last.Good is { } good)
            {
                outcome.Reports.Add(Lay(task, good, last.Errors, overlay) with { OldSince = last.OldSince, WhyOld = last.WhyOld });
            }
            else
            {
                Report(task, last.Errors, outcome.Errors);
            }
        }

        foreach (var gone in _last.Keys.Except(tasks.Select(t => t.Path), StringComparer.OrdinalIgnoreCase).ToList())
        {
            _last.Remove(gone);
        }

        return outcome;
    }

    private async ValueTask<LastImport> MakeAsync(ImportTask task, ConfigCandidate candidate, CancellationToken cancellationToken)
    {
        string SettingsOf(IReadOnlyList<string> paths) => string.Join('/', paths.Select(p => ImportSections.FingerprintOf(candidate.Root.GetSection(p), candidate)));
        var now = time.GetUtcNow();
        var before = _last.GetValueOrDefault(task.Path);
        if (before?.IsCurrent(task, SettingsOf, now) == true)
        {
            return before;
        }

        var errors = new ConfigErrors();
        var request = new ImportRequest(task.Path, task.Name, task.Options, errors)
        {
            Configuration = candidate.Root,
            FolderOf = candidate.FolderOf,
            IsPattern = pattern => SchemaPattern.TryCreate(pattern, "pattern", out _, out _),
        };
        var result = new ImportResult();
        try
        {
            result = task.Reference is { } reference
                ? await task.Importer.ImportToolAsync(request, reference, cancellationToken)
                : await task.Importer.ImportAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Foreign code on foreign documents: it must not take the rest of the configuration with it.
            errors.Add(ConfigErrorCodes.PluginFault, task.Path, $"{task.Importer.GetType().Name} failed: {e.GetType().Name}: {e.Message}");
        }

        var good = errors.Count == 0 ? result : before?.Fingerprint == task.Fingerprint ? before.Good : null;
        DateTimeOffset? oldSince = LastImport.WhyOldIn(result, errors) is null ? null : before?.OldSince ?? now;
        return _last[task.Path] = new LastImport(task.Fingerprint, result, good, [.. errors], now, oldSince) { Settings = SettingsOf(result.Settings) };
    }

    private static ImportReport Lay(ImportTask task, ImportResult good, IReadOnlyList<ConfigError> errors, ImportOverlay overlay)
    {
        var refused = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in good.Layers)
        {
            overlay.Lay(task.Path, layer, isWanted: task.Reference is not null, (tool, reason) => refused[tool] = reason);
        }

        var kept = errors.Select(e => $"It cannot be made any more, what it gave last stays: {e}");
        return new ImportReport(task.Path, good.Entries, [.. good.Warnings, .. kept]) { Layers = good.Layers, Mistakes = good.Mistakes }.Without(refused);
    }

    private static void Report(ImportTask task, IReadOnlyList<ConfigError> errors, ConfigErrors all)
    {
        foreach (var error in errors)
        {
            all.Add(error);
        }

        if (task.Reference is not null)
        {
            // What the document would have said is missing now, which needs no mistake of its own.
            all.Excuse($"{task.Path}:Request");
            all.Excuse($"{task.Path}:Route");
        }
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? two) => one is null || two < one ? two ?? one : one;
}

using Microsoft.Extensions.Logging;

namespace McpProxy.Configuration.Imports;

/// <summary>Writes what imports came to, once for each that has changed.</summary>
internal sealed partial class ImportLog(ILogger<ImportLog> logger)
{
    private const int MostLines = 20;

    private IReadOnlyList<ImportReport> _last = [];

    /// <summary>What was written last: the imports of the configuration in force.</summary>
    public IReadOnlyList<ImportReport> Last => Volatile.Read(ref _last);

    public void Write(IReadOnlyList<ImportReport> reports)
    {
        var befores = Last.ToDictionary(r => r.Path, StringComparer.OrdinalIgnoreCase);
        foreach (var report in reports)
        {
            if (!(befores.GetValueOrDefault(report.Path) is { } before && before.Entries.SequenceEqual(report.Entries) && before.Warnings.SequenceEqual(report.Warnings) && before.Mistakes.SequenceEqual(report.Mistakes)))
            {
                Write(report);
            }
        }

        Volatile.Write(ref _last, reports);
    }

    private void Write(ImportReport report)
    {
        var skipped = report.Skipped.ToList();
        Log.Imported(logger, report.Path, report.Imported, skipped.Count);
        foreach (var mistake in report.Mistakes)
        {
            Log.Mistake(logger, mistake.Path, mistake.Code, OneLine.Of(mistake.Message), mistake.Hint);
        }

        foreach (var warning in report.Warnings)
        {
            Log.Warning(logger, report.Path, OneLine.Of(warning));
        }

        foreach (var entry in skipped.Take(MostLines))
        {
            Log.Skipped(logger, report.Path, OneLine.Of(entry.Document), OneLine.Of(entry.Source), OneLine.Of(entry.Note));
        }

        if (skipped.Count > MostLines)
        {
            Log.More(logger, report.Path, skipped.Count - MostLines);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(105, LogLevel.Information, "{Path} has imported {Tools} tools and skipped {Skipped} entries.")]
        public static partial void Imported(ILogger logger, string path, int tools, int skipped);

        [LoggerMessage(109, LogLevel.Error, "{Path}: {Code}: {Problem} {Hint}")]
        public static partial void Mistake(ILogger logger, string path, string code, string problem, string hint);

        [LoggerMessage(106, LogLevel.Warning, "{Path}: {Warning}")]
        public static partial void Warning(ILogger logger, string path, string warning);

        [LoggerMessage(107, LogLevel.Warning, "{Path} skips {Entry} of {Document}: {Reason}")]
        public static partial void Skipped(ILogger logger, string path, string document, string entry, string reason);

        [LoggerMessage(108, LogLevel.Warning, "{Path} skips {Count} more.")]
        public static partial void More(ILogger logger, string path, int count);
    }
}

using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;

namespace McpProxy.Host.Cli.Imports;

/// <summary>Says what an import came to.</summary>
internal static class ImportSummary
{
    /// <summary>For people: what is out of the ordinary, operation by operation.</summary>
    public static void Write(TextWriter output, string document, ImportReport report, int tokens)
    {
        var skipped = report.Skipped.ToList();
        var noted = report.Entries.Where(e => !e.IsSkipped && e.Note.Length > 0).ToList();
        output.WriteLine($"{document}: {Counts.Of(report.Imported, "tool")} of {Counts.Of(report.Entries.Count, "operation")}, about {tokens} tokens together.");
        foreach (var mistake in report.Mistakes)
        {
            output.WriteLine($"  error: {mistake}");
        }

        foreach (var warning in report.Warnings)
        {
            output.WriteLine($"  warning: {OneLine.Of(warning)}");
        }

        WriteAll(output, "Noted", noted, e => $"{e.Tool}  {e.Source}");
        WriteAll(output, "Skipped", skipped, e => e.Source);
    }

    /// <summary>For machines.</summary>
    public static void Write(Utf8JsonWriter writer, ImportReport report, int tokens)
    {
        writer.WriteNumber("tools"u8, report.Imported);
        writer.WriteNumber("totalTokens"u8, tokens);
        writer.WriteStartArray("operations"u8);
        foreach (var entry in report.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("document"u8, entry.Document);
            writer.WriteString("operation"u8, entry.Source);
            writer.WriteString("tool"u8, entry.Tool);
            writer.WriteString("note"u8, entry.Note);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteTexts(writer, "errors", report.Mistakes.Select(m => m.ToString()));
        WriteTexts(writer, "warnings", report.Warnings);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string key, IEnumerable<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteAll(TextWriter output, string title, List<ImportedEntry> entries, Func<ImportedEntry, string> describe)
    {
        if (entries.Count > 0)
        {
            output.WriteLine($"{title}:");
        }

        foreach (var entry in entries)
        {
            output.WriteLine($"  {OneLine.Of(describe(entry))}: {OneLine.Of(entry.Note)}");
        }
    }
}

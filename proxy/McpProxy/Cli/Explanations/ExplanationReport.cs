using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>Prints an explanation.</summary>
internal static class ExplanationReport
{
    public static void Write(CliConsole console, Explanation explanation)
    {
        var output = console.Output;
        output.WriteLine($"{explanation.Method} {explanation.Url}{Steps(explanation)}");
        output.WriteLine($"  through {explanation.Route}");
        console.WriteTable([.. explanation.Headers.Select(h => new[] { $"  {h.Name}: {OneLine.Of(h.Value)}", h.Origin })]);
        if (explanation.Body is { } body)
        {
            output.WriteLine();
            output.WriteLine(body);
        }

        WriteSection(console, "Values of the tool", explanation.Arguments);
        WriteSection(console, "Context", explanation.Context);
        WriteSection(console, "Taken away", explanation.Removed);
        output.WriteLine();
        output.WriteLine("Nothing was sent.");
    }

    public static void Write(Utf8JsonWriter writer, Explanation explanation)
    {
        writer.WriteStartObject();
        writer.WriteString("method"u8, explanation.Method);
        writer.WriteString("url"u8, explanation.Url);
        writer.WriteString("through"u8, explanation.Route);
        writer.WriteStartArray("urlChangedBy"u8);
        foreach (var step in explanation.StepsOfUrl)
        {
            writer.WriteStringValue(step);
        }

        writer.WriteEndArray();
        WriteAll(writer, "headers", explanation.Headers);
        writer.WriteString("body"u8, explanation.Body);
        WriteAll(writer, "values", explanation.Arguments);
        WriteAll(writer, "context", explanation.Context);
        WriteAll(writer, "removedHeaders", explanation.Removed);
        writer.WriteEndObject();
    }

    private static string Steps(Explanation explanation) => string.Join(", ", explanation.StepsOfUrl) is { Length: > 0 } steps ? $"  ({steps})" : "";

    private static void WriteSection(CliConsole console, string title, IEnumerable<ExplainedValue> values)
    {
        var rows = values.Select(v => new[] { $"  {v.Name}", OneLine.Of(v.Value), v.Origin }).ToList();
        if (rows.Count > 0)
        {
            console.Output.WriteLine();
            console.Output.WriteLine(title);
            console.WriteTable(rows);
        }
    }

    private static void WriteAll(Utf8JsonWriter writer, string name, IEnumerable<ExplainedValue> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, value.Name);
            writer.WriteString("value"u8, value.Value);
            writer.WriteString("origin"u8, value.Origin);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

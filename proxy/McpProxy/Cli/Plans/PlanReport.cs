using System.Globalization;
using System.Text.Json;

namespace McpProxy.Host.Cli.Plans;

/// <summary>Prints a plan.</summary>
internal static class PlanReport
{
    public static void Write(TextWriter output, CatalogPlan plan)
    {
        foreach (var tool in plan.Removed)
        {
            var successor = plan.SuccessorOf(tool) is { } other ? $"; {other.Name} makes the same request now" : "";
            output.WriteLine($"- {tool.Name}  BREAKING: removed{successor}");
        }

        foreach (var tool in plan.Added)
        {
            output.WriteLine($"+ {tool.Name}  {tool.Request}, about {tool.Listed.Tokens} tokens");
        }

        foreach (var (before, after, changes) in plan.Changed)
        {
            output.WriteLine($"~ {before.Name}  {Tokens(before.Listed.Tokens, after.Listed.Tokens)}");
            foreach (var change in changes)
            {
                output.WriteLine($"    {Told(change)}");
            }
        }

        foreach (var change in plan.Toolsets)
        {
            output.WriteLine($"~ toolset {Told(change)}");
        }

        output.WriteLine(
            $"{Counts.Of(plan.Added.Count, "tool")} added, {plan.Removed.Count} removed, {plan.Changed.Count} changed, of {plan.Before.Count}; {Counts.Of(plan.Breaks, "breaking change")}. {Tokens(plan.TokensBefore, plan.TokensAfter)}.");
    }

    public static void Write(Utf8JsonWriter writer, CatalogPlan plan)
    {
        writer.WriteStartObject();
        writer.WriteNumber("breakingChanges"u8, plan.Breaks);
        writer.WriteNumber("tokensBefore"u8, plan.TokensBefore);
        writer.WriteNumber("tokensAfter"u8, plan.TokensAfter);
        WriteTools(writer, "added", plan.Added);
        WriteTools(writer, "removed", plan.Removed);
        writer.WriteStartArray("changed"u8);
        foreach (var (before, after, changes) in plan.Changed)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, before.Name);
            writer.WriteNumber("tokensBefore"u8, before.Listed.Tokens);
            writer.WriteNumber("tokensAfter"u8, after.Listed.Tokens);
            WriteChanges(writer, "changes", changes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteChanges(writer, "toolsets", plan.Toolsets);
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, string name, IEnumerable<PlannedTool> tools)
    {
        writer.WriteStartArray(name);
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, tool.Name);
            writer.WriteString("request"u8, tool.Request);
            writer.WriteNumber("tokens"u8, tool.Listed.Tokens);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteChanges(Utf8JsonWriter writer, string name, IEnumerable<PlannedChange> changes)
    {
        writer.WriteStartArray(name);
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("breaking"u8, change.IsBreaking);
            writer.WriteString("where"u8, change.Where);
            writer.WriteString("what"u8, change.What);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Told(PlannedChange change) => $"{(change.IsBreaking ? "BREAKING: " : "")}{change.Where}: {change.What}";

    private static string Tokens(int before, int after) => before == after
        ? $"about {before} tokens"
        : $"about {before} → {after} tokens ({(after - before).ToString("+0;-0", CultureInfo.InvariantCulture)})";
}

using System.Text.Json;
using System.Text.RegularExpressions;
using McpProxy.Tools.Binding;

namespace McpProxy.Host.Cli.Plans;

/// <summary>Compares two tools of one name as their callers see them.</summary>
internal static partial class ToolComparison
{
    public static IReadOnlyList<PlannedChange> Compare(PlannedTool before, PlannedTool after)
    {
        var changes = new List<PlannedChange>();
        CompareRequests(before, after, changes);
        CompareEffects(before, after, changes);
        var rules = new RuleComparison(before, after);
        var schema = rules.RenameArguments();
        changes.AddRange(rules.Run());
        changes.AddRange(new SchemaComparison(schema, after.InputSchema, "arguments", isResult: false).Run());
        CompareResults(before.OutputSchema, after.OutputSchema, changes);
        if (before.Definition.Description != after.Definition.Description)
        {
            changes.Add(new PlannedChange("description", "another text", IsBreaking: false));
        }

        // Whatever else a model gets to see.
        if (changes.Count == 0 && before.Listed.Definition.GetRawText() != after.Listed.Definition.GetRawText())
        {
            changes.Add(new PlannedChange("definition", "other texts, defaults or names of schemas", IsBreaking: false));
        }

        return changes;
    }

    private static void CompareRequests(PlannedTool before, PlannedTool after, List<PlannedChange> changes)
    {
        if (Anonymous(before.Request) != Anonymous(after.Request))
        {
            changes.Add(new PlannedChange("request", $"{Said(before.Request)} → {Said(after.Request)}", IsBreaking: true));
        }
        else if (before.Tool.HasRoute && Layout(before.Tool.Request) != Layout(after.Tool.Request))
        {
            changes.Add(new PlannedChange("request", "arguments go to other places", IsBreaking: false));
        }
    }

    private static void CompareEffects(PlannedTool before, PlannedTool after, List<PlannedChange> changes)
    {
        var (was, now) = (before.Definition.Hints, after.Definition.Hints);
        // What a client may do without asking its user, or do twice, it must not learn too late.
        CompareHint("readOnlyHint", was.ReadOnly, now.ReadOnly, good: true, changes);
        CompareHint("destructiveHint", was.Destructive, now.Destructive, good: false, changes);
        CompareHint("idempotentHint", was.Idempotent, now.Idempotent, good: true, changes);
        CompareHint("openWorldHint", was.OpenWorld, now.OpenWorld, good: null, changes);
    }

    private static void CompareHint(string name, bool? was, bool? now, bool? good, List<PlannedChange> changes)
    {
        if (was != now)
        {
            changes.Add(new PlannedChange(name, $"{Said(was)} → {Said(now)}", IsBreaking: good is not null && was == good));
        }
    }

    private static void CompareResults(JsonElement? before, JsonElement? after, List<PlannedChange> changes)
    {
        if (before is { } was && after is { } now)
        {
            changes.AddRange(new SchemaComparison(now, was, "result", isResult: true).Run());
        }
        else if (before is not null || after is not null)
        {
            changes.Add(new PlannedChange("result", before is null ? "a schema says now what it is" : "no schema says any more what it is", IsBreaking: before is not null));
        }
    }

    /// <summary>Where each argument goes; as text, to be compared.</summary>
    private static string Layout(RequestTemplate request) =>
        string.Join('\n', request.Parameters.Select(p => $"{p.Name} {p.Location} {p.WireName}").Order(StringComparer.Ordinal)) + $"\n{request.FixedQuery} {request.BodyKind} {request.ContentType}";

    /// <summary>The names of path variables are arguments, and compared as such.</summary>
    private static string Anonymous(string request) => Variable().Replace(request, "{}");

    private static string Said(string request) => request.Length == 0 ? "a plugin's" : request;

    private static string Said(bool? hint) => hint switch { null => "unknown", true => "true", false => "false" };

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Variable();
}

using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>Reads the rules of <c>X.transform.json</c> (<c>tools</c>) and of overlays (<c>tool_overlays</c>). What it does not know is noted, and costs nothing else.</summary>
internal sealed class TransformReader(SidecarNotes notes)
{
    private const int MostDays = 36_500;

    /// <exception cref="DocumentException">It is no such file.</exception>
    public IReadOnlyList<TransformRule> Read(JsonElement root)
    {
        var top = new SidecarObject(root, "the file", notes);
        if (!top.IsObject)
        {
            throw new DocumentException(OpenApiErrorCodes.Malformed, "It is not an object.");
        }

        top.Ignore("version", "generated", "namespace");
        List<TransformRule> rules = [.. top.Items("tools").Concat(top.Items("tool_overlays")).Select(ReadRule)];
        top.NoteOthers("");
        return rules;
    }

    private TransformRule ReadRule(JsonElement json)
    {
        var match = new SidecarObject(json, "a rule", notes).Inner("match");
        var rule = new TransformRule(new RuleMatch(match.Text("operationId"), match.Text("name"), match.Text("method"), match.Text("path")), notes);
        match.NoteOthers("match.");
        var whole = new SidecarObject(json, rule.Match.ToString(), notes);
        whole.Ignore("match");
        whole.NoteUnsupported("batch", "batch");
        var args = whole.Inner("args");
        rule = rule with { Expose = args.Has("expose") ? args.Texts("expose") : null };
        args.NoteOthers("args.");
        rule = ReadPagination(ReadOutput(ReadInput(rule, whole.Inner("input_transform")), whole.Inner("output_transform")), whole.Inner("pagination"));
        whole.NoteOthers("");
        return rule;
    }

    private static TransformRule ReadInput(TransformRule rule, SidecarObject input)
    {
        var aliases = new List<ArgumentAlias>();
        foreach (var item in input.Items("arg_aliases"))
        {
            var alias = input.Of(item);
            if (alias.Text("from") is { Length: > 0 } from && alias.Text("to") is { Length: > 0 } to)
            {
                aliases.Add(new ArgumentAlias(from, to, alias.Text("wrap") == "list"));
            }
            else
            {
                input.Note("an item of 'arg_aliases' has not both 'from' and 'to'");
            }

            alias.NoteOthers("input_transform.arg_aliases.");
        }

        var defaults = input.Inner("defaults");
        var times = new List<(string, int)>();
        foreach (var (argument, json) in defaults.Inner("relative_time").Members())
        {
            var time = input.Of(json);
            if (time.Number("days_ago", 0, MostDays) is { } days)
            {
                times.Add((argument, days));
            }

            time.NoteOthers("input_transform.defaults.relative_time.");
        }

        defaults.NoteOthers("input_transform.defaults.");
        input.NoteUnsupported("compose", "input_transform.compose");
        input.NoteUnsupported("apply_preset", "input_transform.apply_preset");
        rule = rule with
        {
            Aliases = aliases,
            Coerce = input.Texts("coerce"),
            ParsesPayload = input.Text("parse_payload") is not null,
            RelativeTimes = times,
            RequireAnyOf = input.Lists("require_any_of"),
        };
        input.NoteOthers("input_transform.");
        return rule;
    }

    private static TransformRule ReadOutput(TransformRule rule, SidecarObject output)
    {
        rule = rule with
        {
            Projection = output.Texts("projection"),
            Summary = output.Texts("summary"),
            SampleCount = output.Number("sample_n", 1, int.MaxValue),
            ArtifactThreshold = output.Number("artifact_threshold_bytes", 64, 1024 * 1024),
        };
        output.NoteOthers("output_transform.");
        return rule;
    }

    private static TransformRule ReadPagination(TransformRule rule, SidecarObject pagination)
    {
        if (pagination.Is("all_pages"))
        {
            pagination.Note("'pagination.all_pages' is not supported: callers follow the cursor");
        }

        // How many pages, where there would be more than one.
        pagination.Ignore("max_pages");
        rule = rule with
        {
            CursorArgument = pagination.Text("param_name"),
            CursorMember = pagination.Text("response_key"),
            LimitArgument = pagination.Text("limit_param"),
            DefaultLimit = pagination.Number("default_limit", 1, int.MaxValue),
        };
        pagination.NoteOthers("pagination.");
        return rule;
    }
}

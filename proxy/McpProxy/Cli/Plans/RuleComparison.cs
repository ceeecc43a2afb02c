using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Tools.InputRules;

namespace McpProxy.Host.Cli.Plans;

/// <summary>Compares the input rules of two tools of one name: what callers could rely on that no schema says.</summary>
internal sealed class RuleComparison(PlannedTool before, PlannedTool after)
{
    private readonly List<PlannedChange> _changes = [];

    private IReadOnlyList<ArgumentRule> Before => before.Tool.InputRules?.Rules ?? [];

    private IReadOnlyList<ArgumentRule> After => after.Tool.InputRules?.Rules ?? [];

    /// <summary>Adds what is different in the rules.</summary>
    public IReadOnlyList<PlannedChange> Run()
    {
        foreach (var rule in Before)
        {
            CompareAliases(rule);
            CompareCoercions(rule);
        }

        CompareAnyOf();
        return _changes;
    }

    /// <summary>The old schema as it would be if the arguments that are aliases now had been called by their new names.</summary>
    public JsonElement RenameArguments()
    {
        var schema = before.InputSchema;
        var now = NamesIn(after.InputSchema);
        var renamed = NamesIn(schema).Except(now).Select(n => (Old: n, New: Target(After, n))).Where(r => r.New is not null && !NamesIn(schema).Contains(r.New)).DistinctBy(r => r.New).ToDictionary(r => r.Old, r => r.New!, StringComparer.Ordinal);
        if (renamed.Count == 0)
        {
            return schema;
        }

        var root = JsonObject.Create(schema)!; // Arguments are an object.
        root["properties"] = new JsonObject(root["properties"]!.AsObject().Select(p => KeyValuePair.Create(renamed.GetValueOrDefault(p.Key, p.Key), p.Value?.DeepClone())));
        if (root["required"] is JsonArray required)
        {
            root["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(renamed.GetValueOrDefault((string?)r ?? "", (string?)r ?? "")))]);
        }

        _changes.AddRange(renamed.Select(r => new PlannedChange($"arguments.{r.Key}", $"an alias of '{r.Value}' now", IsBreaking: false)));
        return JsonSerializer.SerializeToElement(root);
    }

    private void CompareAliases(ArgumentRule rule)
    {
        var names = NamesIn(after.InputSchema);
        foreach (var alias in AliasesOf(rule))
        {
            var target = names.Contains(alias) ? alias : Target(After, alias);
            if (target is null)
            {
                _changes.Add(new PlannedChange($"arguments.{rule.Name}", $"alias '{alias}': removed", IsBreaking: true));
            }
            else if (target != rule.Name && names.Contains(rule.Name))
            {
                _changes.Add(new PlannedChange($"arguments.{rule.Name}", $"alias '{alias}': leads to '{target}' now", IsBreaking: true));
            }
        }
    }

    private void CompareCoercions(ArgumentRule rule)
    {
        var name = NamesIn(after.InputSchema).Contains(rule.Name) ? rule.Name : Target(After, rule.Name);
        if (name is null)
        {
            return; // The argument itself is gone.
        }

        foreach (var lost in rule.Coercions.Except(After.FirstOrDefault(r => r.Name == name)?.Coercions ?? []))
        {
            _changes.Add(new PlannedChange($"arguments.{name}", $"coercion '{lost}': removed", IsBreaking: true));
        }
    }

    private void CompareAnyOf()
    {
        var was = before.Tool.InputRules?.AnyOf ?? [];
        var now = after.Tool.InputRules?.AnyOf ?? [];
        var required = before.InputSchema.TryGetProperty("required"u8, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(r => r.GetString()).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var any in now.Where(n => !n.Names.Any(required.Contains) && !was.Any(w => w.Names.All(n.Names.Contains))))
        {
            _changes.Add(new PlannedChange("arguments", $"one of {string.Join(", ", any.Names)} is required now", IsBreaking: true));
        }
    }

    private static IEnumerable<string> AliasesOf(ArgumentRule rule) => rule.Names.Skip(1).Select(Encoding.UTF8.GetString);

    private static string? Target(IReadOnlyList<ArgumentRule> rules, string alias) => rules.FirstOrDefault(r => AliasesOf(r).Contains(alias, StringComparer.Ordinal))?.Name;

    private static HashSet<string> NamesIn(JsonElement schema) => schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object
        ? properties.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal)
        : [];
}

using System.Text.Json;

namespace McpProxy.Host.Cli.Plans;

/// <summary>
/// Compares what two schemas take. What the first takes and the second does not is a break; what only the second takes is not. Of the
/// results of a tool the new one is the first: a client must be able to read what it gets.
/// </summary>
/// <param name="one">The schema that values come from.</param>
/// <param name="two">The schema that they have to fit.</param>
/// <param name="place">What the root is called.</param>
/// <param name="isResult">Whether <paramref name="one"/> is the newer schema.</param>
internal sealed class SchemaComparison(JsonElement one, JsonElement two, string place, bool isResult)
{
    /// <summary>Most pairs of schemas that are looked at, trials of branches included.</summary>
    private const int MostSteps = 100_000;

    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private List<PlannedChange> _changes = [];
    private int _steps;

    /// <summary>Everything that is different, in the order of the first schema.</summary>
    public IReadOnlyList<PlannedChange> Run()
    {
        Compare(SchemaShape.Of(one, one), SchemaShape.Of(two, two), place);
        if (_steps > MostSteps)
        {
            Add(place, "too large to be compared to the end", isBreaking: true);
        }

        return [.. _changes.Distinct()];
    }

    private void Compare(JsonElement a, JsonElement b, string at) => Compare(SchemaShape.Of(a, one), SchemaShape.Of(b, two), at);

    private void Compare(SchemaShape a, SchemaShape b, string at)
    {
        // A pair that references led to is compared once, at the first place: so schemas that hold themselves come to an end.
        if (++_steps > MostSteps || (a.References.Length + b.References.Length > 0 && !_compared.Add($"{a.References}|{b.References}|{Fingerprint(a, b)}")))
        {
            return;
        }

        if (a.Branches is not null || b.Branches is not null)
        {
            CompareBranches(a, b, at);
            return;
        }

        if (a.TakesNothing || b.TakesNothing)
        {
            if (a.TakesNothing != b.TakesNothing)
            {
                Add(at, a.TakesNothing ? Said("nothing was taken", "nothing is given any more") : Said("nothing is taken any more", "nothing was given"), b.TakesNothing);
            }

            return;
        }

        CompareTypes(a, b, at);
        KeywordComparison.Compare(a, b, (keyword, was, now, isBreaking) => Add(at, $"{keyword}: {(isResult ? now : was)} → {(isResult ? was : now)}", isBreaking));
        CompareProperties(a, b, at);
        CompareBelow(a, b, "items", $"{at}[]");
        CompareBelow(a, b, "additionalProperties", $"{at}.*");
    }

    /// <summary>Only one side may have come through a reference: then it is the rest that tells pairs apart.</summary>
    private static string Fingerprint(SchemaShape a, SchemaShape b) =>
        a.References.Length > 0 && b.References.Length > 0 ? "" : string.Join(',', (a.References.Length > 0 ? b : a).Properties.Keys);

    private void CompareTypes(SchemaShape a, SchemaShape b, string at)
    {
        if (b.Types is null ? a.Types is null : a.Types?.SetEquals(b.Types) == true)
        {
            return;
        }

        var lost = b.Types is not null && (a.Types is null || a.Types.Any(t => !b.Types.Contains(t) && !(t == "integer" && b.Types.Contains("number"))));
        var (was, now) = isResult ? (b, a) : (a, b);
        Add(at, $"type: {Words(was.Types)} → {Words(now.Types)}", lost);
    }

    private void CompareProperties(SchemaShape a, SchemaShape b, string at)
    {
        var isClosed = b.Keywords.TryGetValue("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False;
        foreach (var (name, schema) in a.Properties)
        {
            if (b.Properties.TryGetValue(name, out var other))
            {
                Compare(schema, other, $"{at}.{name}");
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                Compare(schema, others, $"{at}.{name}");
            }
            else
            {
                Add($"{at}.{name}", Said("removed", "added"), isBreaking: isClosed || !isResult);
            }
        }

        foreach (var name in b.Properties.Keys.Where(n => !a.Properties.ContainsKey(n) && !b.Required.Contains(n)))
        {
            Add($"{at}.{name}", Said("added", "removed"), isBreaking: false);
        }

        foreach (var name in b.Required.Except(a.Required))
        {
            Add($"{at}.{name}", Said(a.Properties.ContainsKey(name) ? "required now" : "added, and required", "not always there any more"), isBreaking: true);
        }

        foreach (var name in a.Required.Except(b.Required).Where(b.Properties.ContainsKey))
        {
            Add($"{at}.{name}", Said("no longer required", "always there now"), isBreaking: false);
        }
    }

    private void CompareBelow(SchemaShape a, SchemaShape b, string keyword, string at)
    {
        var isIn = b.Keywords.TryGetValue(keyword, out var other);
        var was = a.Keywords.TryGetValue(keyword, out var schema);
        if (isIn || was)
        {
            // What is not said is anything.
            Compare(SchemaShape.Of(schema, one), SchemaShape.Of(other, two), at);
        }
    }

    /// <summary>Everything that a branch takes must be taken by one of the others.</summary>
    private void CompareBranches(SchemaShape a, SchemaShape b, string at)
    {
        var from = a.Branches?.Select(x => a.With(x, one)).ToList() ?? [a];
        var to = b.Branches?.Select(x => b.With(x, two)).ToList() ?? [b];
        for (var i = 0; i < from.Count; i++)
        {
            CompareBranch(from[i], to, i, from.Count == 1 ? at : $"{at}({i + 1})");
        }

        if (from.Count != to.Count)
        {
            var (was, now) = isResult ? (to, from) : (from, to);
            Add(at, $"alternatives: {was.Count} → {now.Count}", isBreaking: false);
        }
    }

    private void CompareBranch(SchemaShape branch, List<SchemaShape> to, int index, string at)
    {
        // Mostly it is the one at the same place; if none takes it, that is the one that has changed.
        var likely = Math.Min(index, to.Count - 1);
        var changes = to.Count == 0 ? [] : Try(branch, to[likely], at);
        var isTaken = to.Count > 0 && (!changes.Exists(c => c.IsBreaking) || to.Where((_, i) => i != likely).Any(other => !Try(branch, other, at).Exists(c => c.IsBreaking)));
        if (!isTaken || !changes.Exists(c => c.IsBreaking))
        {
            _changes.AddRange(changes);
        }
    }

    /// <summary>Compares without noting anything.</summary>
    private List<PlannedChange> Try(SchemaShape a, SchemaShape b, string at)
    {
        var (changes, compared) = (_changes, _compared.ToList());
        _changes = [];
        Compare(a, b, at);
        var found = _changes;
        _changes = changes;
        _compared.Clear();
        _compared.UnionWith(compared);
        return found;
    }

    private string Said(string ofArguments, string ofResults) => isResult ? ofResults : ofArguments;

    private void Add(string at, string what, bool isBreaking) => _changes.Add(new PlannedChange(at, what, isBreaking));

    private static string Words(HashSet<string>? types) => types is null ? "any" : string.Join(" or ", types.Order(StringComparer.Ordinal));
}

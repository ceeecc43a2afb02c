using McpProxy.Configuration;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>Says what is wrong with the members of an object: missing, unknown, or of a wrong value.</summary>
internal static class MembersExplanation
{
    private const int MaxShownNames = 12;
    private const int MaxNamesCompared = 100;

    public static void Add(ref ValidationRun run, SchemaViolations violations, MembersKeyword keyword, int node)
    {
        var tape = run.Tape;
        var absent = AbsentRules(tape, keyword, node);
        foreach (var rule in absent.Where(rule => rule.IsRequired))
        {
            var written = NearestName.Find(rule.Name, FreeNames(tape, keyword, node));
            var guess = written is null ? "" : $"; did you mean it by '{written}'?";
            violations.Add(run.Violation(node, "required", $"missing required property '{rule.Name}'{guess}"));
        }

        for (var name = node + 1; name < tape.Next(node) && !violations.IsFull; name = tape.Next(name + 1))
        {
            if (!ExplainKnown(ref run, violations, keyword, name))
            {
                ExplainUnknown(ref run, violations, keyword, name, absent);
            }
        }
    }

    /// <summary>One pass over the members, however many rules: an object may be huge.</summary>
    private static MemberRule[] AbsentRules(JsonTape tape, MembersKeyword keyword, int node)
    {
        var present = new HashSet<MemberRule>();
        for (var name = node + 1; name < tape.Next(node); name = tape.Next(name + 1))
        {
            if (keyword.FindRule(tape, name) is { } rule)
            {
                present.Add(rule);
            }
        }

        return [.. keyword.Rules.Where(rule => !present.Contains(rule))];
    }

    /// <summary>Names that are allowed although nothing is known of them; in a closed object they are reported as mistakes themselves.</summary>
    private static IEnumerable<string> FreeNames(JsonTape tape, MembersKeyword keyword, int node)
    {
        if (keyword.Additional is { Types: ValueKinds.None })
        {
            yield break;
        }

        var compared = 0;
        for (var name = node + 1; name < tape.Next(node) && compared < MaxNamesCompared; name = tape.Next(name + 1), compared++)
        {
            if (keyword.FindRule(tape, name) is null)
            {
                yield return ValueText.Name(tape, name);
            }
        }
    }

    /// <returns>Whether <c>properties</c> or <c>patternProperties</c> knows the name.</returns>
    private static bool ExplainKnown(ref ValidationRun run, SchemaViolations violations, MembersKeyword keyword, int name)
    {
        var schema = keyword.FindRule(run.Tape, name)?.Schema;
        var known = schema is not null;
        schema?.Explain(ref run, violations, name + 1);
        foreach (var (pattern, patternSchema) in keyword.Patterns)
        {
            if (pattern.IsMatch(ref run, name))
            {
                known = true;
                patternSchema.Explain(ref run, violations, name + 1);
            }
        }

        return known;
    }

    private static void ExplainUnknown(
        ref ValidationRun run, SchemaViolations violations, MembersKeyword keyword, int name, MemberRule[] absent)
    {
        if (keyword.Additional is { Types: not ValueKinds.None })
        {
            keyword.Additional.Explain(ref run, violations, name + 1);
            return;
        }

        if (keyword.Additional is not null)
        {
            var candidates = absent.Where(rule => rule.Schema is not null).Select(rule => rule.Name);
            var nearest = NearestName.Find(run.Tape.GetString(name), candidates);
            var advice = nearest is null ? AllowedNames(keyword) : $"; did you mean '{nearest}'?";
            var message = $"unknown property '{ValueText.Name(run.Tape, name)}'{advice}";
            violations.Add(run.Violation(name, "additionalProperties", message, nearest));
        }
    }

    private static string AllowedNames(MembersKeyword keyword)
    {
        var names = keyword.DeclaredNames.Select(name => $"'{name}'").ToArray();
        return names.Length switch
        {
            0 when keyword.Patterns.IsEmpty => "; no properties are allowed here",
            0 => "",
            <= MaxShownNames => $"; allowed are {string.Join(", ", names)}",
            _ => $"; allowed are {string.Join(", ", names.Take(MaxShownNames))} and {names.Length - MaxShownNames} more",
        };
    }
}

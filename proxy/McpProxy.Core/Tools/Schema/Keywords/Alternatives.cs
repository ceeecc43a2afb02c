using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>Explains why a value fits none of several schemas: by the one it comes closest to.</summary>
internal static class Alternatives
{
    private const int MaxExamined = 256;
    private const int MaxHops = 32;
    private const int MaxViolationsEach = 8;
    private const int MaxShown = 3;

    /// <summary>Alternatives within alternatives multiply: each level looks at fewer, and below the last none is explained.</summary>
    private const int MaxNested = 3;

    public static SchemaViolation ExplainNoneFits(ref ValidationRun run, string keyword, SchemaNode[] branches, int node)
    {
        var types = branches.Aggregate(ValueKinds.None, (kinds, branch) => kinds | TypesOf(branch));
        if ((types & TypeKeyword.KindOf(run.Tape, node)) == ValueKinds.None)
        {
            return run.Violation(node, keyword, types == ValueKinds.None
                ? "no value is allowed here"
                : $"expected {TypeKeyword.Describe(types)}, got {ValueText.Describe(run.Tape, node)}");
        }

        if (run.ExplainedAlternatives >= MaxNested)
        {
            return run.Violation(node, keyword, $"fits none of the {branches.Length} alternatives");
        }

        var examined = Math.Min(branches.Length, MaxExamined >> (3 * run.ExplainedAlternatives));
        run.ExplainedAlternatives++;
        var (closest, violations) = FindClosest(ref run, branches.AsSpan(0, examined), node);
        run.ExplainedAlternatives--;
        return Summarise(ref run, keyword, branches.Length, closest, violations, node);
    }

    private static (int Branch, IReadOnlyList<SchemaViolation> Violations) FindClosest(
        ref ValidationRun run, ReadOnlySpan<SchemaNode> branches, int node)
    {
        var pointer = run.PointerTo(node);
        var best = (Branch: 0, Violations: (IReadOnlyList<SchemaViolation>)[], Distance: int.MaxValue);
        for (var i = 0; i < branches.Length; i++)
        {
            var found = new SchemaViolations(MaxViolationsEach);
            branches[i].Explain(ref run, found, node);
            var distance = found.Items.Sum(violation => DistanceOf(violation, pointer));
            if (found.Items.Count > 0 && distance < best.Distance)
            {
                best = (i, found.Items, distance);
            }
        }

        return (best.Branch, best.Violations);
    }

    /// <summary>
    /// A value of another type is far off; so is one with another constant, which is how alternatives are told apart. Names that
    /// are missing or unknown are nearer, and a wrong detail deeper down is nearest.
    /// </summary>
    private static int DistanceOf(SchemaViolation violation, string pointer) => violation.Keyword switch
    {
        "type" or "false" when violation.Pointer == pointer => 1000,
        "const" or "enum" => 20,
        "additionalProperties" or "unevaluatedProperties" => 5,
        "required" => 4,
        _ => 2,
    };

    private static SchemaViolation Summarise(
        ref ValidationRun run, string keyword, int count, int closest, IReadOnlyList<SchemaViolation> violations, int node)
    {
        if (violations.Count == 0)
        {
            return run.Violation(node, keyword, $"fits none of the {count} alternatives");
        }

        var pointer = run.PointerTo(node);
        var reasons = violations.Take(MaxShown).Select(violation => violation.Pointer == pointer
            ? violation.Message
            : $"at {violation.Pointer}: {violation.Message}");
        var start = count == 1 ? "" : $"fits none of the {count} alternatives; the closest, number {closest + 1}, says: ";
        return run.Violation(node, keyword, start + string.Join("; ", reasons), violations[0].Suggestion);
    }

    /// <summary>The types a schema can accept as far as <c>type</c> says so, directly or behind references.</summary>
    private static ValueKinds TypesOf(SchemaNode schema)
    {
        var types = schema.Types;
        for (var hops = 0; hops < MaxHops && schema.Keywords.OfType<RefKeyword>().FirstOrDefault() is { } reference; hops++)
        {
            schema = reference.Target;
            types &= schema.Types;
        }

        return types;
    }
}

using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>; the latter two mean nothing without the first.</summary>
internal sealed class ContainsKeyword(SchemaNode schema, long minimum, long maximum) : Keyword("contains", ValueKinds.Array)
{
    public override bool Annotates => true;

    public static Keyword? Compile(SubschemaSource source) => source.TryGetApplicator("contains"u8, out var value)
        ? new ContainsKeyword(source.Subschema(value), source.Count("minContains"u8) ?? 1, source.Count("maxContains"u8) ?? long.MaxValue)
        : null;

    public override bool IsValid(ref ValidationRun run, int node)
    {
        var found = Count(ref run, node, EvaluationMarks.Nowhere);
        return found >= minimum && found <= maximum;
    }

    public override bool Track(ref ValidationRun run, int node, int marks)
    {
        var found = Count(ref run, node, marks);
        return found >= minimum && found <= maximum;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var found = Count(ref run, node, EvaluationMarks.Nowhere);
        var keyword = found > maximum ? "maxContains" : minimum == 1 ? Name : "minContains";
        var bound = found > maximum ? $"at most {Items(maximum)}" : $"at least {Items(minimum)}";
        violations.Add(run.Violation(node, keyword, $"expected {bound} to fit the schema of 'contains', got {found}"));
    }

    private static string Items(long count) => ValueText.Count(count, "item", "items");

    private long Count(ref ValidationRun run, int node, int marks)
    {
        var tape = run.Tape;
        var end = tape.Next(node);
        var found = 0L;
        run.Spend(tape.Count(node));
        for (int item = node + 1, child = 0; item < end; item = tape.Next(item), child++)
        {
            if (!schema.IsValid(ref run, item))
            {
                continue;
            }

            found++;
            if (marks != EvaluationMarks.Nowhere)
            {
                run.Marks.Set(marks, child);
            }
            else if (found > maximum || (found >= minimum && maximum == long.MaxValue))
            {
                return found;
            }
        }

        return found;
    }
}

using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>What <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> share: a schema for the children that nobody has marked.</summary>
internal abstract class UnevaluatedKeyword(string name, ValueKinds kind, SchemaNode schema) : Keyword(name, kind)
{
    public override bool Annotates => true;

    public override bool IsValid(ref ValidationRun run, int node) =>
        throw new InvalidOperationException($"'{Name}' is meaningful only with the marks of its siblings.");

    public override bool Track(ref ValidationRun run, int node, int marks)
    {
        var tape = run.Tape;
        var end = tape.Next(node);
        run.Spend(tape.Count(node));
        for (int child = FirstChild(node), index = 0; child < end; child = NextChild(tape, child), index++)
        {
            if (run.Marks.IsSet(marks, index))
            {
                continue;
            }

            if (!schema.IsValid(ref run, child))
            {
                return false;
            }

            run.Marks.Set(marks, index);
        }

        return true;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        throw new InvalidOperationException($"'{Name}' is meaningful only with the marks of its siblings.");

    /// <summary>Adds what is wrong with the unmarked children.</summary>
    public void ExplainUnmarked(ref ValidationRun run, SchemaViolations violations, int node, int marks)
    {
        var tape = run.Tape;
        for (int child = FirstChild(node), index = 0; child < tape.Next(node) && !violations.IsFull; child = NextChild(tape, child), index++)
        {
            if (run.Marks.IsSet(marks, index))
            {
                continue;
            }

            if (schema.Types == ValueKinds.None)
            {
                violations.Add(run.Violation(child, Name, DescribeRefused(tape, child)));
            }
            else
            {
                schema.Explain(ref run, violations, child);
            }
        }
    }

    protected abstract int FirstChild(int node);

    protected abstract int NextChild(JsonTape tape, int child);

    protected abstract string DescribeRefused(JsonTape tape, int child);
}

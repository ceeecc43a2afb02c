using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>
/// <c>unevaluatedProperties</c> or <c>unevaluatedItems</c>: a schema for the children that no other keyword has marked. No
/// <see cref="Keyword"/>, because it means something only after all the others of its schema have run.
/// </summary>
internal abstract class UnevaluatedChildren(SchemaNode schema)
{
    /// <summary>Whether every unmarked child fits; marks them.</summary>
    public bool Track(ref ValidationRun run, int node, int marks)
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

    /// <summary>Adds what is wrong with the unmarked children of a value that <paramref name="owner"/> was applied to.</summary>
    public void Explain(ref ValidationRun run, SchemaViolations violations, SchemaNode owner, int node, int marks)
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
                violations.Add(Refuse(ref run, owner, child));
            }
            else
            {
                schema.Explain(ref run, violations, child);
            }
        }
    }

    protected abstract int FirstChild(int node);

    protected abstract int NextChild(JsonTape tape, int child);

    protected abstract SchemaViolation Refuse(ref ValidationRun run, SchemaNode owner, int child);
}

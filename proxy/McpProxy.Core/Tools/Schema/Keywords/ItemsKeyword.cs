using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>prefixItems</c> and <c>items</c> in one pass over an array.</summary>
internal sealed class ItemsKeyword(SchemaNode[] prefix, SchemaNode? rest) : Keyword("items", ValueKinds.Array)
{
    public override bool Annotates => true;

    public static Keyword? Compile(SubschemaSource source)
    {
        var prefix = source.TryGetApplicator("prefixItems"u8, out var value) ? source.Subschemas(value) : [];
        var rest = source.TryGetApplicator("items"u8, out value) ? source.Subschema(value) : null;
        return prefix.Length > 0 || rest is not null ? new ItemsKeyword(prefix, rest) : null;
    }

    public override bool IsValid(ref ValidationRun run, int node) => Check(ref run, node, EvaluationMarks.Nowhere);

    public override bool Track(ref ValidationRun run, int node, int marks) => Check(ref run, node, marks);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var tape = run.Tape;
        for (int item = node + 1, child = 0; item < tape.Next(node) && !violations.IsFull; item = tape.Next(item), child++)
        {
            var schema = child < prefix.Length ? prefix[child] : rest;
            if (schema is { Types: ValueKinds.None })
            {
                violations.Add(run.Violation(node, Name, $"expected at most {ValueText.Count(child, "item", "items")}, got {tape.Count(node)}"));
                return;
            }

            schema?.Explain(ref run, violations, item);
        }
    }

    private bool Check(ref ValidationRun run, int node, int marks)
    {
        var tape = run.Tape;
        var end = tape.Next(node);
        run.Spend(tape.Count(node));
        for (int item = node + 1, child = 0; item < end; item = tape.Next(item), child++)
        {
            var schema = child < prefix.Length ? prefix[child] : rest;
            if (schema is null)
            {
                return true;
            }

            if (!schema.IsValid(ref run, item))
            {
                return false;
            }

            if (marks != EvaluationMarks.Nowhere)
            {
                run.Marks.Set(marks, child);
            }
        }

        return true;
    }
}

using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>anyOf</c>.</summary>
internal sealed class AnyOfKeyword(SchemaNode[] branches) : Keyword("anyOf", ValueKinds.Any)
{
    public override bool Annotates => true;

    public override IEnumerable<SchemaNode> InPlace => branches;

    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetApplicator("anyOf"u8, out var value) ? new AnyOfKeyword(source.Subschemas(value)) : null;

    public override bool IsValid(ref ValidationRun run, int node)
    {
        foreach (var branch in branches)
        {
            if (branch.IsValid(ref run, node))
            {
                return true;
            }
        }

        return false;
    }

    public override bool Track(ref ValidationRun run, int node, int marks)
    {
        // Every branch that fits counts, so none may be left out.
        var valid = false;
        foreach (var branch in branches)
        {
            valid |= branch.Track(ref run, node, marks);
        }

        return valid;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        violations.Add(Alternatives.ExplainNoneFits(ref run, Name, branches, node));
}

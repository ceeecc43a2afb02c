using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>oneOf</c>.</summary>
internal sealed class OneOfKeyword(SchemaNode[] branches) : Keyword("oneOf", ValueKinds.Any)
{
    public override bool Annotates => true;

    public override IEnumerable<SchemaNode> InPlace => branches;

    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetApplicator("oneOf"u8, out var value) ? new OneOfKeyword(source.Subschemas(value)) : null;

    public override bool IsValid(ref ValidationRun run, int node)
    {
        var fitting = 0;
        foreach (var branch in branches)
        {
            if (branch.IsValid(ref run, node) && ++fitting > 1)
            {
                return false;
            }
        }

        return fitting == 1;
    }

    public override bool Track(ref ValidationRun run, int node, int marks)
    {
        // With two that fit the whole schema fails, and the marks go with it.
        var fitting = 0;
        foreach (var branch in branches)
        {
            if (branch.Track(ref run, node, marks) && ++fitting > 1)
            {
                return false;
            }
        }

        return fitting == 1;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var fitting = new List<int>();
        for (var i = 0; i < branches.Length; i++)
        {
            if (branches[i].IsValid(ref run, node))
            {
                fitting.Add(i + 1);
            }
        }

        violations.Add(fitting.Count == 0
            ? Alternatives.ExplainNoneFits(ref run, Name, branches, node)
            : run.Violation(
                node, Name, $"fits alternatives {string.Join(" and ", fitting)} of {branches.Length}, but must fit exactly one"));
    }
}

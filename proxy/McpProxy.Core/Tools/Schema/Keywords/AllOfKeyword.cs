using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>allOf</c>.</summary>
internal sealed class AllOfKeyword(SchemaNode[] branches) : Keyword("allOf", ValueKinds.Any)
{
    public override bool Annotates => true;

    public override IEnumerable<SchemaNode> InPlace => branches;

    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetApplicator("allOf"u8, out var value) ? new AllOfKeyword(source.Subschemas(value)) : null;

    public override bool IsValid(ref ValidationRun run, int node)
    {
        foreach (var branch in branches)
        {
            if (!branch.IsValid(ref run, node))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Track(ref ValidationRun run, int node, int marks)
    {
        foreach (var branch in branches)
        {
            if (!branch.Track(ref run, node, marks))
            {
                return false;
            }
        }

        return true;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        foreach (var branch in branches)
        {
            branch.Explain(ref run, violations, node);
        }
    }
}

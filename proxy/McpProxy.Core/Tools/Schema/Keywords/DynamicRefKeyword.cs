using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>A <c>$dynamicRef</c> that leads to a <c>$dynamicAnchor</c>: the outermost schema entered that has the anchor is its target.</summary>
internal sealed class DynamicRefKeyword(string anchor, SchemaNode initial) : Keyword("$dynamicRef", ValueKinds.Any)
{
    public override bool Annotates => true;

    public static Keyword? Compile(SubschemaSource source)
    {
        if (!source.TryGet(Vocabularies.Core, "$dynamicRef"u8, out var value) || source.Resolve(value) is not { } target)
        {
            return null;
        }

        if (target.DynamicAnchor is not { } anchor)
        {
            return new RefKeyword(target.Node);
        }

        source.UseDynamicAnchor(anchor);
        return new DynamicRefKeyword(anchor, target.Node);
    }

    public override bool IsValid(ref ValidationRun run, int node) => Target(ref run).IsValid(ref run, node);

    public override bool Track(ref ValidationRun run, int node, int marks) => Target(ref run).Track(ref run, node, marks);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        Target(ref run).Explain(ref run, violations, node);

    private SchemaNode Target(ref ValidationRun run) => run.FindDynamic(anchor) ?? initial;
}

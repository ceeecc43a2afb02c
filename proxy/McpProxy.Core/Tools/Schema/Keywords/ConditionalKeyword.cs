using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>; the latter two mean nothing without the first.</summary>
internal sealed class ConditionalKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Keyword("if", ValueKinds.Any)
{
    public override bool Annotates => true;

    public override IEnumerable<SchemaNode> InPlace =>
        new[] { condition, then, otherwise }.OfType<SchemaNode>();

    public static Keyword? Compile(SubschemaSource source)
    {
        if (!source.TryGetApplicator("if"u8, out var condition))
        {
            return null;
        }

        var then = source.TryGetApplicator("then"u8, out var value) ? source.Subschema(value) : null;
        var otherwise = source.TryGetApplicator("else"u8, out value) ? source.Subschema(value) : null;
        return new ConditionalKeyword(source.Subschema(condition), then, otherwise);
    }

    public override bool IsValid(ref ValidationRun run, int node) =>
        then is null && otherwise is null
        || (Consequence(condition.IsValid(ref run, node))?.IsValid(ref run, node) ?? true);

    public override bool Track(ref ValidationRun run, int node, int marks) =>
        Consequence(condition.Track(ref run, node, marks))?.Track(ref run, node, marks) ?? true;

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        Consequence(condition.IsValid(ref run, node))?.Explain(ref run, violations, node);

    private SchemaNode? Consequence(bool fits) => fits ? then : otherwise;
}

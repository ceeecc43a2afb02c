using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>$ref</c>, resolved when it was compiled.</summary>
internal sealed class RefKeyword(SchemaNode target) : Keyword("$ref", ValueKinds.Any)
{
    public SchemaNode Target { get; } = target;

    public override bool Annotates => true;

    public override IEnumerable<SchemaNode> InPlace => [Target];

    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGet(Vocabularies.Core, "$ref"u8, out var value) && source.Resolve(value) is { } target ? new RefKeyword(target.Node) : null;

    public override bool IsValid(ref ValidationRun run, int node) => Target.IsValid(ref run, node);

    public override bool Track(ref ValidationRun run, int node, int marks) => Target.Track(ref run, node, marks);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) => Target.Explain(ref run, violations, node);
}

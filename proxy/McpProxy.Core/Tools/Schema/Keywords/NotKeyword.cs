using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>not</c>.</summary>
internal sealed class NotKeyword(SchemaNode schema) : Keyword("not", ValueKinds.Any)
{
    public override IEnumerable<SchemaNode> InPlace => [schema];

    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetApplicator("not"u8, out var value) ? new NotKeyword(source.Subschema(value)) : null;

    public override bool IsValid(ref ValidationRun run, int node) => !schema.IsValid(ref run, node);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) => violations.Add(
        run.Violation(node, Name, $"{ValueText.Describe(run.Tape, node)} is what the schema's 'not' forbids"));
}

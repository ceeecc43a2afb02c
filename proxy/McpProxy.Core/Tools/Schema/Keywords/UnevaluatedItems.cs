using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>unevaluatedItems</c>.</summary>
internal sealed class UnevaluatedItems(SchemaNode schema) : UnevaluatedChildren(schema)
{
    public static UnevaluatedItems? Compile(SubschemaSource source) =>
        source.TryGet(Vocabularies.Unevaluated, "unevaluatedItems"u8, out var value) ? new(source.Subschema(value)) : null;

    protected override int FirstChild(int node) => node + 1;

    protected override int NextChild(JsonTape tape, int child) => tape.Next(child);

    protected override SchemaViolation Refuse(ref ValidationRun run, SchemaNode owner, int child) =>
        run.Violation(child, "unevaluatedItems", $"no item is allowed here, got {ValueText.Describe(run.Tape, child)}");
}

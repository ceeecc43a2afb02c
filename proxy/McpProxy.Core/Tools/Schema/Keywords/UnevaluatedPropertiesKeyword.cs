using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>unevaluatedProperties</c>.</summary>
internal sealed class UnevaluatedPropertiesKeyword(SchemaNode schema)
    : UnevaluatedKeyword("unevaluatedProperties", ValueKinds.Object, schema)
{
    public static Keyword? Compile(SchemaSource source) =>
        source.TryGet(Vocabularies.Unevaluated, "unevaluatedProperties"u8, out var value)
            ? new UnevaluatedPropertiesKeyword(source.Subschema(value))
            : null;

    protected override int FirstChild(int node) => node + 2;

    protected override int NextChild(JsonTape tape, int child) => tape.Next(child) + 1;

    protected override string DescribeRefused(JsonTape tape, int child) => $"unknown property '{ValueText.Name(tape, child - 1)}'";
}

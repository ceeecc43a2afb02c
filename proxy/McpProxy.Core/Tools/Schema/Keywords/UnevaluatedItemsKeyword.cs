using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>unevaluatedItems</c>.</summary>
internal sealed class UnevaluatedItemsKeyword(SchemaNode schema) : UnevaluatedKeyword("unevaluatedItems", ValueKinds.Array, schema)
{
    public static Keyword? Compile(SchemaSource source) =>
        source.TryGet(Vocabularies.Unevaluated, "unevaluatedItems"u8, out var value)
            ? new UnevaluatedItemsKeyword(source.Subschema(value))
            : null;

    protected override int FirstChild(int node) => node + 1;

    protected override int NextChild(JsonTape tape, int child) => tape.Next(child);

    protected override string DescribeRefused(JsonTape tape, int child) => $"no item is allowed here, got {ValueText.Describe(tape, child)}";
}

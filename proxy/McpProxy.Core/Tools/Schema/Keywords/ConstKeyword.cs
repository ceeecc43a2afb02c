using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>const</c>: one value, compared in the schema's own text.</summary>
internal sealed class ConstKeyword(JsonTape literals, int literal) : Keyword("const", ValueKinds.Any)
{
    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetAssertion("const"u8, out var value) ? new ConstKeyword(source.Tape, value) : null;

    public override bool IsValid(ref ValidationRun run, int node) => JsonEquality.AreEqual(literals, literal, run.Tape, node);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var message = $"expected {ValueText.Raw(literals, literal)}, got {ValueText.Describe(run.Tape, node)}";
        var suggestion = literals.Kind(literal) == JsonTokenType.String ? literals.GetString(literal) : ValueText.Raw(literals, literal);
        violations.Add(run.Violation(node, Name, message, suggestion));
    }
}

using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Patterns;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternKeyword(SchemaPattern pattern) : Keyword("pattern", ValueKinds.String)
{
    public static Keyword? Compile(SubschemaSource source)
    {
        if (!source.TryGetAssertion("pattern"u8, out var value) || !source.Expect(value, JsonTokenType.String, "a regular expression"))
        {
            return null;
        }

        var text = source.Tape.GetString(value);
        if (SchemaPattern.TryCreate(text, "pattern", out var pattern, out var error))
        {
            return new PatternKeyword(pattern);
        }

        source.Error(value, $"'{text}' is not a regular expression of ECMA-262: {error}");
        return null;
    }

    public override bool IsValid(ref ValidationRun run, int node) => pattern.IsMatch(ref run, node);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        violations.Add(run.Violation(node, Name, $"expected text that matches {pattern.Source}, got {ValueText.Raw(run.Tape, node)}"));
}

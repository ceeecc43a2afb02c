using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>multipleOf</c>.</summary>
internal sealed class MultipleOfKeyword(string divisorText, NumberDivisor divisor) : Keyword("multipleOf", ValueKinds.Number)
{
    public static Keyword? Compile(SubschemaSource source)
    {
        if (!source.TryGetAssertion("multipleOf"u8, out var value) || !source.Expect(value, JsonTokenType.Number, "a number above 0"))
        {
            return null;
        }

        var number = JsonNumber.Parse(source.Tape.RawSpan(value));
        if (number.IsZero || number.IsNegative)
        {
            source.Error(value, $"must be a number above 0, not {ValueText.Describe(source.Tape, value)}");
            return null;
        }

        return new MultipleOfKeyword(ValueText.Raw(source.Tape, value), new NumberDivisor(source.Tape.RawSpan(value)));
    }

    public override bool IsValid(ref ValidationRun run, int node) => divisor.Divides(run.Tape.RawSpan(node));

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        violations.Add(run.Violation(node, Name, $"expected a multiple of {divisorText}, got {ValueText.Raw(run.Tape, node)}"));
}

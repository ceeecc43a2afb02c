using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Formats;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>format</c> where it is an assertion; unknown formats assert nothing (JSON Schema Validation, section 7.2.3).</summary>
internal sealed class FormatKeyword(StringFormat format) : Keyword("format", ValueKinds.String)
{
    public static Keyword? Compile(SubschemaSource source)
    {
        if (!source.TryGet(Vocabularies.Core, "format"u8, out var value) || !source.Expect(value, JsonTokenType.String, "a string"))
        {
            return null;
        }

        var asserts = source.Options.AssertFormats || source.Dialect.Has(Vocabularies.FormatAssertion);
        return asserts && StringFormats.Find(source.Tape.GetString(value)) is { } format ? new FormatKeyword(format) : null;
    }

    public override bool IsValid(ref ValidationRun run, int node)
    {
        using var text = new TextBuffer(run.Tape, node, stackalloc byte[TextBuffer.StackBytes]);
        return format.IsValid(text.Text);
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        violations.Add(run.Violation(node, Name, $"expected {format.Description}, got {ValueText.Describe(run.Tape, node)}"));
}

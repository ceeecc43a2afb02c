using System.Text;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>minLength</c> and <c>maxLength</c>, counted in code points.</summary>
internal sealed class TextLengthKeyword(long minimum, long maximum) : Keyword("minLength", ValueKinds.String)
{
    private const int MaxBytesPerCodePoint = 4;

    public static Keyword? Compile(SubschemaSource source)
    {
        var minimum = source.Count("minLength"u8) ?? 0;
        var maximum = source.Count("maxLength"u8) ?? long.MaxValue;
        return minimum > 0 || maximum < long.MaxValue ? new TextLengthKeyword(minimum, maximum) : null;
    }

    public override bool IsValid(ref ValidationRun run, int node)
    {
        if (!run.Tape.HasEscapes(node))
        {
            // Most strings are decided by their length in bytes.
            var bytes = run.Tape.MaxTextLength(node);
            if (bytes <= maximum && bytes / MaxBytesPerCodePoint >= minimum)
            {
                return true;
            }
        }

        var length = Length(run.Tape, node);
        return length >= minimum && length <= maximum;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var length = Length(run.Tape, node);
        var (keyword, bound) = length < minimum ? (Name, $"at least {Letters(minimum)}") : ("maxLength", $"at most {Letters(maximum)}");
        violations.Add(run.Violation(node, keyword, $"expected {bound}, got {length}: {ValueText.Raw(run.Tape, node)}"));
    }

    private static string Letters(long count) => ValueText.Count(count, "character", "characters");

    private static int Length(JsonTape tape, int node)
    {
        using var text = new TextBuffer(tape, node, stackalloc byte[TextBuffer.StackBytes]);
        if (Ascii.IsValid(text.Text))
        {
            return text.Text.Length;
        }

        var length = 0;
        foreach (var unit in text.Text)
        {
            // Every code point has one byte that does not continue another.
            length += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return length;
    }
}

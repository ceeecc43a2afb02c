using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms; exact for numbers of any size.</summary>
internal sealed class NumberBoundKeyword : Keyword
{
    private readonly ReadOnlyMemory<byte> _bound;
    private readonly long? _smallBound;
    private readonly int _refusedSide;
    private readonly bool _exclusive;

    private NumberBoundKeyword(string name, ReadOnlyMemory<byte> bound, int refusedSide, bool exclusive)
        : base(name, ValueKinds.Number)
    {
        _bound = bound;
        _smallBound = JsonNumber.TryReadSmall(bound.Span, out var small) ? small : null;
        _refusedSide = refusedSide;
        _exclusive = exclusive;
    }

    public static Keyword? CompileMinimum(SubschemaSource source) => Compile(source, "minimum", -1, exclusive: false);

    public static Keyword? CompileExclusiveMinimum(SubschemaSource source) => Compile(source, "exclusiveMinimum", -1, exclusive: true);

    public static Keyword? CompileMaximum(SubschemaSource source) => Compile(source, "maximum", 1, exclusive: false);

    public static Keyword? CompileExclusiveMaximum(SubschemaSource source) => Compile(source, "exclusiveMaximum", 1, exclusive: true);

    public override bool IsValid(ref ValidationRun run, int node)
    {
        var side = Math.Sign(Compare(run.Tape.RawSpan(node)));
        return side == 0 ? !_exclusive : side != _refusedSide;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var relation = (_refusedSide < 0 ? ">" : "<") + (_exclusive ? "" : "=");
        violations.Add(run.Violation(
            node, Name, $"expected a number {relation} {Encoding.UTF8.GetString(_bound.Span)}, got {ValueText.Raw(run.Tape, node)}"));
    }

    private static NumberBoundKeyword? Compile(SubschemaSource source, string name, int refusedSide, bool exclusive) =>
        source.TryGetAssertion(Encoding.UTF8.GetBytes(name), out var value) && source.Expect(value, JsonTokenType.Number, "a number")
            ? new NumberBoundKeyword(name, source.Tape.Raw(value), refusedSide, exclusive)
            : null;

    private int Compare(ReadOnlySpan<byte> number) =>
        _smallBound is { } bound && JsonNumber.TryReadSmall(number, out var small)
            ? small.CompareTo(bound)
            : JsonNumber.Parse(number).CompareTo(JsonNumber.Parse(_bound.Span));
}

using System.Text;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>minItems</c> and <c>maxItems</c>, or <c>minProperties</c> and <c>maxProperties</c>.</summary>
internal sealed class ChildCountKeyword : Keyword
{
    private readonly string _maximumName;
    private readonly long _minimum;
    private readonly long _maximum;
    private readonly Func<long, string> _describe;

    private ChildCountKeyword(ValueKinds kind, string minimumName, string maximumName, long minimum, long maximum, Func<long, string> describe)
        : base(minimumName, kind)
    {
        _maximumName = maximumName;
        _minimum = minimum;
        _maximum = maximum;
        _describe = describe;
    }

    public static Keyword? CompileItems(SubschemaSource source) =>
        Compile(source, ValueKinds.Array, "minItems", "maxItems", count => ValueText.Count(count, "item", "items"));

    public static Keyword? CompileProperties(SubschemaSource source) => Compile(
        source, ValueKinds.Object, "minProperties", "maxProperties", count => ValueText.Count(count, "property", "properties"));

    public override bool IsValid(ref ValidationRun run, int node)
    {
        var count = run.Tape.Count(node);
        return count >= _minimum && count <= _maximum;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var count = run.Tape.Count(node);
        violations.Add(count < _minimum
            ? run.Violation(node, Name, $"expected at least {_describe(_minimum)}, got {count}")
            : run.Violation(node, _maximumName, $"expected at most {_describe(_maximum)}, got {count}"));
    }

    private static ChildCountKeyword? Compile(
        SubschemaSource source, ValueKinds kind, string minimumName, string maximumName, Func<long, string> describe)
    {
        var minimum = source.Count(Encoding.UTF8.GetBytes(minimumName)) ?? 0;
        var maximum = source.Count(Encoding.UTF8.GetBytes(maximumName)) ?? long.MaxValue;
        return minimum > 0 || maximum < long.MaxValue
            ? new ChildCountKeyword(kind, minimumName, maximumName, minimum, maximum, describe)
            : null;
    }
}

using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>enum</c>: strings are looked up in a table, other values compared one by one.</summary>
internal sealed class EnumKeyword : Keyword
{
    private const int MaxShown = 12;

    private readonly JsonTape _literals;
    private readonly int[] _all;
    private readonly int[] _others;
    private readonly string[] _strings;
    private readonly NameTable _table;

    private EnumKeyword(JsonTape literals, int[] all)
        : base("enum", ValueKinds.Any)
    {
        _literals = literals;
        _all = all;
        _others = [.. all.Where(literal => literals.Kind(literal) != JsonTokenType.String)];
        _strings = [.. all.Except(_others).Select(literals.GetString)];
        _table = new NameTable(_strings);
    }

    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetAssertion("enum"u8, out var value) && source.Expect(value, JsonTokenType.StartArray, "an array of values")
            ? new EnumKeyword(source.Tape, [.. source.Items(value)])
            : null;

    public override bool IsValid(ref ValidationRun run, int node)
    {
        if (run.Tape.Kind(node) is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            return _table.Find(run.Tape, node) >= 0;
        }

        foreach (var literal in _others)
        {
            if (JsonEquality.AreEqual(_literals, literal, run.Tape, node))
            {
                return true;
            }
        }

        return false;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var shown = string.Join(", ", _all.Take(MaxShown).Select(literal => ValueText.Raw(_literals, literal)));
        var more = _all.Length > MaxShown ? $" and {_all.Length - MaxShown} more" : "";
        var nearest = Nearest(run.Tape, node);
        var guess = nearest is null ? "" : $"; did you mean \"{nearest}\"?";
        violations.Add(run.Violation(
            node, Name, $"expected one of {shown}{more}, got {ValueText.Describe(run.Tape, node)}{guess}", nearest));
    }

    private string? Nearest(JsonTape tape, int node) =>
        tape.Kind(node) is JsonTokenType.String or JsonTokenType.PropertyName ? NearestName.Find(tape.GetString(node), _strings) : null;
}

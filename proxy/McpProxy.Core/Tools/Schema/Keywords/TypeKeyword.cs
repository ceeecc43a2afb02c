using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>type</c>, and the schema <c>false</c>, which allows no type. Runs only where a value's kind alone does not decide.</summary>
internal sealed class TypeKeyword(ValueKinds allowed) : Keyword("type", ValueKinds.Any)
{
    private static readonly (string Name, ValueKinds Kinds)[] Types =
    [
        ("string", ValueKinds.String),
        ("integer", ValueKinds.Integer),
        ("number", ValueKinds.Number),
        ("boolean", ValueKinds.Boolean),
        ("object", ValueKinds.Object),
        ("array", ValueKinds.Array),
        ("null", ValueKinds.Null),
    ];

    /// <summary>Reads the keyword; <see cref="ValueKinds.Any"/> where it is absent or wrong.</summary>
    public static ValueKinds Read(SubschemaSource source)
    {
        if (!source.TryGetAssertion("type"u8, out var value))
        {
            return ValueKinds.Any;
        }

        if (source.Tape.Kind(value) != JsonTokenType.StartArray)
        {
            return ReadName(source, value);
        }

        if (source.Tape.Count(value) == 0)
        {
            source.Error(value, "must name one type at least");
        }

        return source.Items(value).Aggregate(ValueKinds.None, (kinds, item) => kinds | ReadName(source, item));
    }

    /// <summary>Names types for a message: <c>string or null</c>.</summary>
    public static string Describe(ValueKinds kinds)
    {
        var names = Types
            .Where(type => (type.Kinds & kinds) == type.Kinds && !(type.Kinds == ValueKinds.Integer && kinds.HasFlag(ValueKinds.Number)))
            .Select(type => type.Name);
        return string.Join(" or ", names);
    }

    /// <summary>The one flag that a value has.</summary>
    public static ValueKinds KindOf(JsonTape tape, int node) => tape.Kind(node) switch
    {
        JsonTokenType.StartObject => ValueKinds.Object,
        JsonTokenType.StartArray => ValueKinds.Array,
        JsonTokenType.String or JsonTokenType.PropertyName => ValueKinds.String,
        JsonTokenType.Number => JsonNumber.IsIntegerText(tape.RawSpan(node)) ? ValueKinds.Integer : ValueKinds.Fraction,
        JsonTokenType.True or JsonTokenType.False => ValueKinds.Boolean,
        _ => ValueKinds.Null,
    };

    public override bool IsValid(ref ValidationRun run, int node) =>
        allowed != ValueKinds.None && (KindOf(run.Tape, node) & allowed) != 0;

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) => violations.Add(
        allowed == ValueKinds.None
            ? run.Violation(node, "false", "no value is allowed here")
            : run.Violation(node, Name, $"expected {Describe(allowed)}, got {ValueText.Describe(run.Tape, node)}"));

    private static ValueKinds ReadName(SubschemaSource source, int value)
    {
        var name = source.Tape.Kind(value) == JsonTokenType.String ? source.Tape.GetString(value) : "";
        foreach (var type in Types)
        {
            if (type.Name == name)
            {
                return type.Kinds;
            }
        }

        var names = Types.Select(type => type.Name);
        var nearest = NearestName.Find(name, names) is { } found ? $"; did you mean \"{found}\"?" : "";
        source.Error(value, $"{ValueText.Raw(source.Tape, value)} is no type; types are {string.Join(", ", names)}{nearest}");
        return ValueKinds.Any;
    }
}

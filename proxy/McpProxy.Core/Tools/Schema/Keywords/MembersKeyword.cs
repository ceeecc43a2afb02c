using System.Collections.Immutable;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Patterns;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>
/// <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c> and <c>required</c> in one pass over an object's
/// members: each name is looked up once.
/// </summary>
internal sealed class MembersKeyword : Keyword
{
    private readonly MemberRule[] _rules;
    private readonly NameTable _names;
    private readonly int _requiredCount;

    private MembersKeyword(MemberRule[] rules, ImmutableArray<(SchemaPattern Pattern, SchemaNode Schema)> patterns, SchemaNode? additional)
        : base("properties", ValueKinds.Object)
    {
        _rules = rules;
        _names = new NameTable([.. rules.Select(rule => rule.Name)]);
        _requiredCount = rules.Count(rule => rule.IsRequired);
        Patterns = patterns;
        Additional = additional;
    }

    public IReadOnlyList<MemberRule> Rules => _rules;

    public ImmutableArray<(SchemaPattern Pattern, SchemaNode Schema)> Patterns { get; }

    /// <summary>The schema of members that neither <c>properties</c> nor <c>patternProperties</c> knows; null allows them.</summary>
    public SchemaNode? Additional { get; }

    /// <summary>The names under <c>properties</c>.</summary>
    public IEnumerable<string> DeclaredNames => _rules.Where(rule => rule.Schema is not null).Select(rule => rule.Name);

    public override bool Annotates => true;

    public static Keyword? Compile(SubschemaSource source)
    {
        var properties = source.TryGetApplicator("properties"u8, out var value) ? source.SubschemaMap(value) : [];
        var required = source.TryGetAssertion("required"u8, out value) ? source.Texts(value).ToHashSet(StringComparer.Ordinal) : [];
        var patterns = source.TryGetApplicator("patternProperties"u8, out value) ? ReadPatterns(source, value) : [];
        var additional = source.TryGetApplicator("additionalProperties"u8, out value) ? source.Subschema(value) : null;

        MemberRule[] rules =
        [
            .. properties.Select(property => new MemberRule(property.Name, property.Schema, required.Remove(property.Name))),
            .. required.Select(name => new MemberRule(name, null, IsRequired: true)),
        ];
        return rules.Length > 0 || patterns.Length > 0 || additional is not null ? new MembersKeyword(rules, patterns, additional) : null;
    }

    public MemberRule? FindRule(JsonTape tape, int name) => _names.Find(tape, name) is >= 0 and var index ? _rules[index] : null;

    public override bool IsValid(ref ValidationRun run, int node) => Check(ref run, node, EvaluationMarks.Nowhere);

    public override bool Track(ref ValidationRun run, int node, int marks) => Check(ref run, node, marks);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node) =>
        MembersExplanation.Add(ref run, violations, this, node);

    private bool Check(ref ValidationRun run, int node, int marks)
    {
        var tape = run.Tape;
        var missing = _requiredCount;
        var end = tape.Next(node);
        run.Spend(tape.Count(node));
        for (int name = node + 1, child = 0; name < end; name = tape.Next(name + 1), child++)
        {
            var known = false;
            if (FindRule(tape, name) is { } rule)
            {
                // Names are unique, so required ones need only be counted.
                missing -= rule.IsRequired ? 1 : 0;
                known = rule.Schema is not null;
                if (known && !rule.Schema!.IsValid(ref run, name + 1))
                {
                    return false;
                }
            }

            if (!CheckOthers(ref run, name, ref known))
            {
                return false;
            }

            if (known && marks != EvaluationMarks.Nowhere)
            {
                run.Marks.Set(marks, child);
            }
        }

        return missing == 0;
    }

    private bool CheckOthers(ref ValidationRun run, int name, ref bool known)
    {
        foreach (var (pattern, schema) in Patterns)
        {
            if (pattern.IsMatch(ref run, name))
            {
                known = true;
                if (!schema.IsValid(ref run, name + 1))
                {
                    return false;
                }
            }
        }

        if (known || Additional is null)
        {
            return true;
        }

        known = true;
        return Additional.IsValid(ref run, name + 1);
    }

    private static ImmutableArray<(SchemaPattern Pattern, SchemaNode Schema)> ReadPatterns(SubschemaSource source, int value)
    {
        var patterns = ImmutableArray.CreateBuilder<(SchemaPattern, SchemaNode)>();
        foreach (var (name, schema) in source.SubschemaMap(value))
        {
            if (SchemaPattern.TryCreate(name, "patternProperties", out var pattern, out var error))
            {
                patterns.Add((pattern, schema));
            }
            else
            {
                source.Error(value, $"'{name}' is not a regular expression of ECMA-262: {error}");
            }
        }

        return patterns.ToImmutable();
    }
}

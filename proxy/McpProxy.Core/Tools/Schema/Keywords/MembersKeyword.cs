using McpProxy.Configuration;
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
    private const int MaxShownNames = 12;

    private readonly MemberRule[] _rules;
    private readonly NameTable _names;
    private readonly (SchemaPattern Pattern, SchemaNode Schema)[] _patterns;
    private readonly SchemaNode? _additional;
    private readonly int _requiredCount;

    private MembersKeyword(MemberRule[] rules, (SchemaPattern Pattern, SchemaNode Schema)[] patterns, SchemaNode? additional)
        : base("properties", ValueKinds.Object)
    {
        _rules = rules;
        _names = new NameTable([.. rules.Select(rule => rule.Name)]);
        _patterns = patterns;
        _additional = additional;
        _requiredCount = rules.Count(rule => rule.IsRequired);
    }

    public override bool Annotates => true;

    /// <summary>Whether a name that no keyword knows is a mistake.</summary>
    private bool IsClosed => _additional is { Types: ValueKinds.None };

    public static Keyword? Compile(SchemaSource source)
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

    public override bool IsValid(ref ValidationRun run, int node) => Check(ref run, node, EvaluationMarks.Nowhere);

    public override bool Track(ref ValidationRun run, int node, int marks) => Check(ref run, node, marks);

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var tape = run.Tape;
        var absent = AbsentRules(tape, node);
        foreach (var rule in absent.Where(rule => rule.IsRequired))
        {
            violations.Add(run.Violation(node, "required", $"missing required property '{rule.Name}'"));
        }

        for (var name = node + 1; name < tape.Next(node) && !violations.IsFull; name = tape.Next(name + 1))
        {
            if (!ExplainKnown(ref run, violations, name))
            {
                ExplainUnknown(ref run, violations, name, absent);
            }
        }
    }

    private bool Check(ref ValidationRun run, int node, int marks)
    {
        var tape = run.Tape;
        var missing = _requiredCount;
        var end = tape.Next(node);
        run.Spend(tape.Count(node));
        for (int name = node + 1, child = 0; name < end; name = tape.Next(name + 1), child++)
        {
            var known = false;
            if (_names.Find(tape, name) is >= 0 and var index)
            {
                // Names are unique, so required ones need only be counted.
                var rule = _rules[index];
                missing -= rule.IsRequired ? 1 : 0;
                if (rule.Schema is { } schema)
                {
                    known = true;
                    if (!schema.IsValid(ref run, name + 1))
                    {
                        return false;
                    }
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
        foreach (var (pattern, schema) in _patterns)
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

        if (known || _additional is null)
        {
            return true;
        }

        known = true;
        return _additional.IsValid(ref run, name + 1);
    }

    private MemberRule[] AbsentRules(JsonTape tape, int node)
    {
        var present = new HashSet<int>();
        for (var name = node + 1; name < tape.Next(node); name = tape.Next(name + 1))
        {
            present.Add(_names.Find(tape, name));
        }

        return [.. _rules.Where((_, index) => !present.Contains(index))];
    }

    /// <returns>Whether <c>properties</c> or <c>patternProperties</c> knows the name.</returns>
    private bool ExplainKnown(ref ValidationRun run, SchemaViolations violations, int name)
    {
        var schema = _names.Find(run.Tape, name) is >= 0 and var index ? _rules[index].Schema : null;
        var known = schema is not null;
        schema?.Explain(ref run, violations, name + 1);
        foreach (var (pattern, patternSchema) in _patterns)
        {
            if (pattern.IsMatch(ref run, name))
            {
                known = true;
                patternSchema.Explain(ref run, violations, name + 1);
            }
        }

        return known;
    }

    private void ExplainUnknown(ref ValidationRun run, SchemaViolations violations, int name, MemberRule[] absent)
    {
        if (!IsClosed)
        {
            _additional?.Explain(ref run, violations, name + 1);
            return;
        }

        var nearest = NearestName.Find(run.Tape.GetString(name), absent.Where(rule => rule.Schema is not null).Select(rule => rule.Name));
        var advice = nearest is null ? AllowedNames() : $"; did you mean '{nearest}'?";
        var message = $"unknown property '{ValueText.Name(run.Tape, name)}'{advice}";
        violations.Add(run.Violation(name, "additionalProperties", message, nearest));
    }

    private string AllowedNames()
    {
        var names = _rules.Where(rule => rule.Schema is not null).Select(rule => $"'{rule.Name}'").ToArray();
        return names.Length switch
        {
            0 when _patterns.Length == 0 => "; no properties are allowed here",
            0 => "",
            <= MaxShownNames => $"; allowed are {string.Join(", ", names)}",
            _ => $"; allowed are {string.Join(", ", names.Take(MaxShownNames))} and {names.Length - MaxShownNames} more",
        };
    }

    private static (SchemaPattern Pattern, SchemaNode Schema)[] ReadPatterns(SchemaSource source, int value)
    {
        var patterns = new List<(SchemaPattern, SchemaNode)>();
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

        return [.. patterns];
    }
}

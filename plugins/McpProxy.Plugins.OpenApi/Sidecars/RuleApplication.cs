using System.Globalization;
using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>
/// Applies one rule to one tool. What would make the tool invalid, because it names what the tool has not or contradicts it, is noted and
/// left out.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="draft">The tool.</param>
internal sealed class RuleApplication(TransformRule rule, ToolDraft draft)
{
    private readonly List<Argument> _arguments = [.. draft.Arguments];

    public ToolDraft Apply(bool hasArtifacts)
    {
        AddAliases();
        Coerce();
        AddTimes();
        var anyOf = RequireAnyOf();
        var answer = new AnswerRules(rule, Note, Find, Change).Apply(draft.Answer ?? AnswerDraft.All, draft, hasArtifacts);
        Hide(anyOf);
        return draft with { Arguments = _arguments, RequireAnyOf = anyOf, Answer = answer == AnswerDraft.All ? null : answer };
    }

    private void AddAliases()
    {
        foreach (var alias in rule.Aliases)
        {
            if (Find(alias.To, "arg_aliases") is not { } argument)
            {
                continue;
            }

            var holder = _arguments.Find(a => a.Name == alias.From || a.Aliases.Contains(alias.From, StringComparer.Ordinal));
            if (holder is not null && holder.Name != argument.Name)
            {
                Note($"'arg_aliases' gives '{Excerpt.Of(alias.From)}' to '{argument.Name}', but it is '{holder.Name}' already");
                continue;
            }

            var wraps = alias.IsWrapped && ShapeOf(argument).IsList;
            if (alias.IsWrapped && !wraps)
            {
                Note($"'arg_aliases' wraps '{argument.Name}', which is no list");
            }

            Change(argument with
            {
                Aliases = holder is null ? [.. argument.Aliases, alias.From] : argument.Aliases,
                Coerce = wraps ? With(argument.Coerce, "List") : argument.Coerce,
            });
        }
    }

    private void Coerce()
    {
        foreach (var kind in rule.Coerce)
        {
            Func<Argument, ArgumentShape, string?>? coercion = kind switch
            {
                "enum_case" => (_, shape) => shape is { IsText: true, HasTexts: true } ? "EnumCase" : null,
                "date_yyyy_mm_dd" => (_, shape) => shape is { IsText: true, HasTexts: false, Format: "date" } ? "Date" : null,
                "number_to_string" => (_, shape) => shape.Types is { Count: 1 } && shape.IsText ? "Text" : null,
                "iso_to_epoch_ms" => (argument, shape) => IsTimeName(argument.Name) && (shape.IsNumber || shape is { IsText: true, HasTexts: false, Format: null }) ? "EpochMilliseconds" : null,
                _ => null,
            };
            if (coercion is null)
            {
                Note($"'input_transform.coerce' has '{Excerpt.Of(kind)}', which is not known");
                continue;
            }

            CoerceAll(argument => ShapeOf(argument) is var shape && coercion(argument, shape) is { } own ? own : shape.Items is { } items ? coercion(argument, items) : null);
        }

        if (rule.ParsesPayload)
        {
            CoerceAll(argument => argument.Place == ArgumentPlace.Body && ShapeOf(argument).IsStructure ? "Json" : null);
        }
    }

    private void CoerceAll(Func<Argument, string?> choose)
    {
        foreach (var argument in _arguments.Where(a => a.Place != ArgumentPlace.File).ToList())
        {
            if (choose(argument) is { } coercion)
            {
                Change(argument with { Coerce = With(argument.Coerce, coercion) });
            }
        }
    }

    /// <summary>The fields that are times in the APIs that this kind of rule was made for.</summary>
    private static bool IsTimeName(string name) => name is "minCreationTime" or "maxCreationTime" or "startTime" or "endTime";

    private void AddTimes()
    {
        foreach (var (name, days) in rule.RelativeTimes)
        {
            if (Find(name, "defaults.relative_time") is not { } argument)
            {
                continue;
            }

            if (ShapeOf(argument).IsTime && argument.Place != ArgumentPlace.File)
            {
                Change(argument with { DefaultTime = days == 0 ? "now" : string.Create(CultureInfo.InvariantCulture, $"-{days}d"), Default = null });
            }
            else
            {
                Note($"'defaults.relative_time' is for '{argument.Name}', which cannot be a time");
            }
        }
    }

    private List<IReadOnlyList<string>> RequireAnyOf()
    {
        var all = draft.RequireAnyOf.ToList();
        foreach (var group in rule.RequireAnyOf)
        {
            IReadOnlyList<string> names = [.. group.Select(n => Find(n, "require_any_of")?.Name).OfType<string>().Distinct(StringComparer.Ordinal)];
            if (names.Count > 0 && !all.Exists(known => known.SequenceEqual(names)))
            {
                all.Add(names);
            }
        }

        return all;
    }

    /// <summary>Leaves out what is not to be shown, as far as calls work without it.</summary>
    private void Hide(List<IReadOnlyList<string>> anyOf)
    {
        if (rule.Expose is not { } exposed)
        {
            return;
        }

        var shown = exposed.Select(n => Find(n, "args.expose")?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var argument in _arguments.Where(a => !shown.Contains(a.Name)).ToList())
        {
            if (argument.IsRequired && argument.Default is null && argument.DefaultTime is null)
            {
                Note($"'args.expose' leaves out '{argument.Name}', which is required");
            }
            else if (argument.Default is null && argument.DefaultTime is null && !anyOf.Exists(g => g.Contains(argument.Name, StringComparer.Ordinal)))
            {
                _arguments.Remove(argument);
            }
        }
    }

    /// <summary>An argument by its name here, or on the wire; case makes no difference.</summary>
    private Argument? Find(string name, string key)
    {
        var found = _arguments.Find(a => a.Name == name) ?? _arguments.Find(a => a.WireName == name) ?? _arguments.Find(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            Note($"'{key}' names '{Excerpt.Of(name)}', which is no argument");
        }

        return found;
    }

    private void Change(Argument argument) => _arguments[_arguments.FindIndex(a => a.Name == argument.Name)] = argument;

    private ArgumentShape ShapeOf(Argument argument) => ArgumentShape.Of(argument, draft);

    private void Note(string text) => rule.Notes.Add(text, draft.Operation.Id ?? draft.Operation.Line);

    public static IReadOnlyList<string> With(IReadOnlyList<string> list, string item) => list.Contains(item, StringComparer.Ordinal) ? list : [.. list, item];
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Layers;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Compilation;

namespace McpProxy.Tools.InputRules;

/// <summary>Compiles the input rules of one tool. Every mistake is added to the errors.</summary>
/// <param name="tool">The tool as the operator wrote it.</param>
/// <param name="path">Where that stands in the configuration.</param>
/// <param name="errors">Collects every mistake.</param>
internal sealed class InputRulesCompiler(ToolConfig tool, string path, ConfigErrors errors)
{
    private IEnumerable<KeyValuePair<string, ParameterConfig>> Ruled =>
        tool.Parameters?.Where(p => p.Value.Aliases.Count > 0 || p.Value.Coerce.Count > 0 || p.Value.DefaultTime is not null) ?? [];

    /// <summary>Compiles them.</summary>
    /// <param name="bindings">All arguments of the tool, those that the proxy adds too.</param>
    /// <param name="input">Its input schema.</param>
    /// <returns>Null for no rules.</returns>
    public ToolInputRules? Compile(IReadOnlyList<ParameterBinding> bindings, CompiledInput input)
    {
        var ruled = Ruled.ToList();
        if (ruled.Count == 0 && tool.RequireAnyOf.Count == 0)
        {
            return null;
        }

        // Other names need no schema, and hundreds of tools may have nothing else.
        using var document = ruled.Exists(p => p.Value.Coerce.Count > 0 || p.Value.DefaultTime is not null) ? JsonDocument.Parse(input.Text, RawJson.Deep) : null;
        var anyOf = CompileAnyOf(bindings);
        new AliasChecks(path, errors).Check(ruled, bindings);
        foreach (var (name, config) in ruled)
        {
            CheckConflicts(config, input.McpHeaders.Any(h => h.Path[0].Span.SequenceEqual(Encoding.UTF8.GetBytes(name))), $"{path}:Parameters:{name}");
        }

        var rules = ruled.Select(p => CompileOne(p.Key, p.Value, bindings.First(b => b.Name == p.Key), document?.RootElement ?? default)).ToArray();
        return rules.Length == 0 && anyOf.Length == 0 ? null : new ToolInputRules(rules, anyOf);
    }

    private ArgumentRule CompileOne(string name, ParameterConfig config, ParameterBinding binding, JsonElement root)
    {
        var at = $"{path}:Parameters:{name}";
        var shapes = new ShapeReader(root);
        // A hidden argument is not in the schema; that it has rules is a mistake already.
        var shape = shapes.Read(root.ValueKind == JsonValueKind.Object && root.TryGetProperty("properties"u8, out var properties) && properties.TryGetProperty(name, out var own) ? own : null);
        var time = CompileTime(config, binding, shape, at, out var form);
        return new ArgumentRule
        {
            Name = name,
            EncodedName = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":"),
            Names = [binding.NameUtf8, .. config.Aliases.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)],
            Coercions = [.. config.Coerce],
            Coercion = config.Coerce.Count == 0 || config.Const is not null ? null : new CoercionCompiler($"{at}:Coerce", errors).Compile(config.Coerce, shape, shapes),
            Default = time,
            DefaultForm = form,
        };
    }

    private void CheckConflicts(ParameterConfig config, bool isMirrored, string at)
    {
        if (config.Const is not null)
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, at, "'Const' fixes and hides the argument; 'Aliases', 'Coerce' and 'DefaultTime' mean nothing beside it.", "Keep one of them.");
        }

        if (config is { DefaultTime: not null, Default: not null })
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, $"{at}:DefaultTime", "The argument has a 'Default' too.", "Keep one of them.");
        }

        if (isMirrored && (config.Aliases.Count > 0 || config.Coerce.Count > 0))
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, at, "Clients repeat the argument, or a property of it, in a header: who reads that would decide by another value than the one that is sent.", "Remove 'McpHeader' ('x-mcp-header'), or 'Aliases' and 'Coerce'.");
        }
    }

    private RelativeTime? CompileTime(ParameterConfig config, ParameterBinding binding, ValueShape shape, string at, out TimeForm form)
    {
        form = default;
        if (config.DefaultTime is not { } text || config.Const is not null)
        {
            return null;
        }

        if (!RelativeTime.TryParse(text, out var time))
        {
            errors.Add(ToolErrorCodes.BadDefaultTime, $"{at}:DefaultTime", $"'{text}' is not a time counted from the call.", "Write 'now', or a sign, a number and s, m, h, d or w, such as '-30d'; 100 years at most.");
        }

        if (!shape.Takes(JsonTypes.Number | JsonTypes.String) || shape.Types == JsonTypes.Any || shape.Texts.Count > 0 || binding.Location is ParameterLocation.File or ParameterLocation.Context)
        {
            errors.Add(ToolErrorCodes.BadDefaultTime, $"{at}:DefaultTime", "No time can be the value of this argument.", "Give it the type 'string', 'integer' or 'number', without 'Enum'.");
        }

        form = shape.Takes(JsonTypes.Number) ? TimeForm.Milliseconds
            : config.Coerce.Contains(Coercion.EpochMilliseconds) ? TimeForm.MillisecondsText
            : shape.Format == "date" || config.Coerce.Contains(Coercion.Date) ? TimeForm.Date
            : TimeForm.DateTime;
        return time;
    }

    private RequiredAnyOf[] CompileAnyOf(IReadOnlyList<ParameterBinding> bindings)
    {
        var compiled = new List<RequiredAnyOf>();
        for (var i = 0; i < tool.RequireAnyOf.Count; i++)
        {
            var names = tool.RequireAnyOf[i].Distinct(StringComparer.Ordinal).ToList();
            if (names.Count == 0)
            {
                errors.Add(ToolErrorCodes.BadRequireAnyOf, $"{path}:RequireAnyOf:{i}", "The list is empty.", "Name at least one argument.");
            }

            foreach (var name in names.Where(n => bindings.All(b => b.Name != n)))
            {
                var near = NearestName.Find(name, bindings.Select(b => b.Name));
                errors.Add(ToolErrorCodes.BadRequireAnyOf, $"{path}:RequireAnyOf:{i}", $"The tool has no argument '{name}'.", near is null ? "Name arguments of the tool." : $"Did you mean '{near}'?");
            }

            // What is always there need not be asked for.
            if (!bindings.Any(b => names.Contains(b.Name, StringComparer.Ordinal) && (b.Const is not null || b.Default is not null || tool.Parameters?.GetValueOrDefault(b.Name)?.DefaultTime is not null)))
            {
                compiled.Add(new RequiredAnyOf(names));
            }
        }

        return [.. compiled];
    }
}

using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Rows;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles what is kept of a tool's answers, and the arguments with which callers choose it.</summary>
/// <param name="response">What the operator wrote.</param>
/// <param name="path">The configuration path of that.</param>
/// <param name="maxBytes">Bytes of an answer that are held.</param>
/// <param name="errors">Collects every mistake.</param>
internal sealed class AnswerCompiler(ResponseConfig response, string path, int maxBytes, ConfigErrors errors)
{
    /// <summary>Whether whole answers are kept for callers that got less.</summary>
    public bool KeepsWhole => response.Continuation == ContinuationKind.Artifact || response.Views.Values.Any(v => v.Continuation == ContinuationKind.Artifact);

    /// <summary>The pages that the proxy makes of lists; null for none.</summary>
    public PagingRules? PagesByProxy => response.Views.Values.Prepend<AnswerLimitsConfig>(response).Select(PagingRules.Of).FirstOrDefault(p => p is { ByProxy: true });

    /// <summary>Whether callers choose by arguments.</summary>
    public bool HasArguments => response.Fields || HasViews;

    private bool HasViews => response.Views.Count > 0;

    /// <summary>Adds what is wrong with it.</summary>
    public void Check()
    {
        new TruncationRulesCompiler(response, response.CutAtBytes).Check(path, errors);
        CheckBytes(response.CutAtBytes, path);
        foreach (var (name, view) in response.Views)
        {
            new TruncationRulesCompiler(view, view.CutAtBytes).Check($"{path}:Views:{name}", errors);
            CheckBytes(view.CutAtBytes, $"{path}:Views:{name}");
        }

        if (response.DefaultView is { } chosen && !response.Views.ContainsKey(chosen))
        {
            var near = NearestName.Find(chosen, response.Views.Keys);
            errors.Add(ToolErrorCodes.UnknownView, $"{path}:DefaultView", $"There is no view '{chosen}'.", near is null ? $"Add it under {path}:Views." : $"Did you mean '{near}'?");
        }
    }

    /// <summary>Adds the arguments to an input schema that a tool has otherwise.</summary>
    public JsonElement AddArguments(JsonElement schema, ParameterCompiler parameters)
    {
        if (!HasArguments)
        {
            return schema;
        }

        var root = JsonObject.Create(schema)!; // The caller found an object.
        if (root["properties"] is not JsonObject properties)
        {
            root["properties"] = properties = [];
        }

        if (response.Fields)
        {
            Add(properties, response.FieldsArgument, "FieldsArgument", FieldsSchema(), parameters);
        }

        if (HasViews)
        {
            Add(properties, response.ViewArgument, "ViewArgument", ViewSchema(), parameters);
        }

        return JsonSerializer.SerializeToElement(root);
    }

    /// <summary>Compiles what was checked: what is kept where no caller chooses.</summary>
    public AnswerShape? CompileShape() => Compile(response, response.CutAtBytes, response.MaxRows);

    /// <summary>Compiles what was checked: what callers may choose; null for nothing.</summary>
    public AnswerChoice? CompileChoice()
    {
        if (!HasArguments)
        {
            return null;
        }

        var views = response.Views.ToFrozenDictionary(v => v.Key, v => CompileView(v.Value), StringComparer.Ordinal);
        return new AnswerChoice
        {
            FieldsArgument = response.Fields ? Encoding.UTF8.GetBytes(response.FieldsArgument) : null,
            ViewArgument = HasViews ? Encoding.UTF8.GetBytes(response.ViewArgument) : null,
            MaxHeld = maxBytes,
            Default = response.DefaultView is { } name ? views[name] : CompileShape() ?? AnswerShape.Untouched,
            Views = views,
        };
    }

    private AnswerShape CompileView(ViewConfig view)
    {
        var shape = Compile(view, view.CutAtBytes, view.MaxRows) ?? AnswerShape.Untouched;
        return response.MaxTokens is { } tokens ? shape.Within(tokens, maxBytes) : shape;
    }

    private AnswerShape? Compile(AnswerLimitsConfig limits, int? cutAtBytes, long? maxRows)
    {
        var compiler = new TruncationRulesCompiler(limits, cutAtBytes);

        if (compiler.IsEmpty && maxRows is null)
        {
            return null;
        }

        // All that is kept is held anyway, so there is always a place for the note.
        var shape = compiler.IsEmpty ? AnswerShape.Untouched : new AnswerShape(compiler.Compile(maxBytes), compiler.CompileChoice());
        var rows = maxRows is { } max ? new RowLimits(max, Note: limits.Note, Count: limits.Count) : null;
        return (shape with { Rows = rows }).LimitOthers(compiler.MaxBytes, maxBytes);
    }

    private void Add(JsonObject properties, string name, string key, JsonObject schema, ParameterCompiler parameters)
    {
        if (name.Length == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:{key}", "The name is missing.", "Leave the key out for the usual name.");
        }
        else if (properties.ContainsKey(name))
        {
            errors.Add(ToolErrorCodes.ShapingArgumentTaken, $"{path}:{key}", $"The tool has an argument '{name}' already.", $"Set {key} to another name.");
        }
        else
        {
            properties[name] = schema;
            parameters.AddKeptBack(name);
        }
    }

    private JsonObject ViewSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. response.Views.Keys.Order(StringComparer.Ordinal).Select(v => JsonValue.Create(v))]),
            ["description"] = "How much of the answer to return.",
        };
        if (response.DefaultView is { } name)
        {
            schema["default"] = name;
        }

        return schema;
    }

    private static JsonObject FieldsSchema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = AnswerChoice.MaxFieldLength },
        ["maxItems"] = AnswerChoice.MaxFields,
        ["description"] = "Members of the answer to return, as dotted paths: items.name. Lists on the way are walked. Leave it out for all.",
    };

    private void CheckBytes(int? cutAtBytes, string at)
    {
        if (cutAtBytes > maxBytes)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{at}:CutAtBytes", $"{cutAtBytes} is more than the {maxBytes} bytes that are held.", "Lower it, or raise Response:MaxBytes.");
        }
    }
}

using McpProxy.Configuration;
using McpProxy.Prompts;
using McpProxy.Tools.Compilation;

namespace McpProxy.Completions;

/// <summary>Compiles what is proposed for one value. Mistakes are added to the errors; the binding is null when there was one.</summary>
/// <param name="config">As the operator wrote it.</param>
/// <param name="name">What its calls are named.</param>
/// <param name="path">Where it stands.</param>
/// <param name="others">Names of the values that may be filled in before.</param>
/// <param name="limits">Bounds.</param>
/// <param name="requests">Compiles its request.</param>
/// <param name="errors">Collects every mistake.</param>
internal sealed class CompletionCompilation(
    CompletionConfig config, string name, string path, IEnumerable<string> others, McpLimitsConfig limits, RoutedRequestCompiler requests, ConfigErrors errors)
{
    public CompletionBinding? Compile()
    {
        var before = errors.Count;
        var isRouted = config.Route is not null || config.Request is not null;
        if (isRouted == config.Values.Count > 0)
        {
            errors.Add(PromptErrorCodes.NoSingleOrigin, path, isRouted ? "The proposals have Values and Route." : "The proposals come from nowhere.", "Keep exactly one of Values, and Route with Request.");
        }

        CheckValues();
        if (config.Select is { } select && (!isRouted || select.Split('.').Contains("")))
        {
            errors.Add(Tools.ToolErrorCodes.BadSelect, $"{path}:Select", isRouted ? $"'{select}' is not a path." : "There is no answer to select from.", "Write member names joined by dots, e.g. 'items.id', beside a Request.");
        }

        var call = isRouted ? requests.Compile(new RoutedRequest(name, path, config.Route, config.Request, config.Timeout, limits.MaxResponseBytes), Variables()) : null;
        return errors.Count > before ? null : new CompletionBinding
        {
            Values = [.. config.Values],
            Call = call,
            Select = config.Select is null ? [] : [.. config.Select.Split('.')],
            UpstreamFilters = call?.Request.Parameters.Any(p => p.Name == CompletionBinding.TypedValue) == true,
        };
    }

    private void CheckValues()
    {
        for (var i = 0; i < config.Values.Count; i++)
        {
            var value = config.Values[i];
            if (value.Length == 0 || config.Values.Take(i).Contains(value, StringComparer.Ordinal))
            {
                errors.Add(PromptErrorCodes.BadProposal, $"{path}:Values:{i}", value.Length == 0 ? "The value is empty." : $"'{value}' stands here a second time.", "Remove it.");
            }
        }
    }

    /// <summary>None is declared optional: a value that is still missing leaves a hole in a path, and then nothing is proposed.</summary>
    private Dictionary<string, ParameterConfig> Variables()
    {
        var variables = others.ToDictionary(n => n, _ => new ParameterConfig(), StringComparer.Ordinal);
        variables[CompletionBinding.TypedValue] = new ParameterConfig { Required = true };
        return variables;
    }
}

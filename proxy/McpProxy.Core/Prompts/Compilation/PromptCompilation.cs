using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using McpProxy.Completions;
using McpProxy.Configuration;
using McpProxy.Tools;
using McpProxy.Tools.Compilation;

namespace McpProxy.Prompts.Compilation;

/// <summary>Compiles one prompt. Every mistake is added to the errors; the binding is null when there was one.</summary>
internal sealed class PromptCompilation(string name, PromptConfig prompt, McpLimitsConfig limits, RoutedRequestCompiler requests, Func<string, string> folderOf, ConfigErrors errors)
{
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly string _path = $"Mcp:Prompts:{name}";

    /// <summary>What its calls are named, also while the name of the prompt is a mistake.</summary>
    private string CallName => IsName(name) ? name : "prompt";

    public PromptBinding? Compile()
    {
        var before = errors.Count;
        CheckName(name, _path, "a prompt");
        IconChecks.Check(prompt.Icons, $"{_path}:Icons", errors);
        ImmutableArray<PromptArgument> arguments = [.. prompt.Arguments.Select(a => Argument(a.Key, a.Value)).OrderBy(a => !a.Required).ThenBy(a => a.Name, StringComparer.Ordinal)];
        var isRendered = prompt.Route is not null || prompt.Request is not null;
        CheckSource(isRendered);
        var rendering = isRendered ? Rendering() : null;
        var messages = Messages(arguments);
        return errors.Count > before ? null : new PromptBinding
        {
            Name = name,
            Title = prompt.Title,
            Description = prompt.Description,
            Policy = string.IsNullOrEmpty(prompt.Authorization) ? null : prompt.Authorization,
            Arguments = arguments,
            Icons = [.. prompt.Icons],
            Messages = messages,
            Rendering = rendering,
        };
    }

    private static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    private void CheckName(string text, string path, string what)
    {
        if (!IsName(text))
        {
            errors.Add(PromptErrorCodes.IllegalName, path, $"'{text}' is not the name of {what}.", $"Use 1 to {MaxNameLength} letters, digits, '_', '.' and '-'.");
        }
    }

    private void CheckSource(bool isRendered)
    {
        if (isRendered == prompt.Messages.Count > 0)
        {
            errors.Add(PromptErrorCodes.NoSingleSource, _path, isRendered ? "The prompt has both Messages and a Route." : "The prompt has no Messages.",
                "Write either Messages, or Route and Request of an upstream that renders the prompt.");
        }
    }

    private PromptArgument Argument(string argument, PromptArgumentConfig config)
    {
        var path = $"{_path}:Arguments:{argument}";
        CheckName(argument, path, "an argument");
        if (config is { Required: true, Default: not null })
        {
            errors.Add(PromptErrorCodes.RequiredWithDefault, $"{path}:Default", "A required argument is never left out, so its default is never used.", "Remove Required or Default.");
        }

        return new PromptArgument(argument, config.Title, config.Description, config.Required, config.Default)
        {
            Completion = config.Complete is { } complete ? Completion(complete, $"{path}:Complete") : null,
        };
    }

    /// <summary>Arguments that were filled in before may be missing yet; a request that needs one in its path then proposes nothing.</summary>
    private CompletionBinding? Completion(CompletionConfig config, string path) =>
        new CompletionCompilation(config, CallName, path, prompt.Arguments.Keys, limits, requests, errors).Compile();

    private ToolBinding? Rendering()
    {
        var request = new RoutedRequest(CallName, _path, prompt.Route, prompt.Request, prompt.Timeout, MaxAnswer);
        return requests.Compile(request, Variables(), sendAll: true);
    }

    private int MaxAnswer => Math.Min(limits.MaxPromptBytes, limits.MaxResponseBytes);

    private Dictionary<string, ParameterConfig> Variables() => prompt.Arguments.ToDictionary(
        a => a.Key,
        a => new ParameterConfig { Required = a.Value.Required, Default = a.Value.Default is { } text ? JsonSerializer.SerializeToElement(text) : null },
        StringComparer.Ordinal);

    private ImmutableArray<PromptMessage> Messages(ImmutableArray<PromptArgument> arguments)
    {
        var contents = new ContentCompiler(CallName, [.. arguments.Select(a => a.Name)], Variables(), prompt.Timeout, MaxAnswer, requests, folderOf, errors);
        var messages = ImmutableArray.CreateBuilder<PromptMessage>(prompt.Messages.Count);
        for (var i = 0; i < prompt.Messages.Count; i++)
        {
            if (contents.Compile(prompt.Messages[i], $"{_path}:Messages:{i}", $"mcpproxy://prompts/{name}/{i}") is { } content)
            {
                messages.Add(new PromptMessage(prompt.Messages[i].Role, content));
            }
        }

        if (messages.Sum(m => m.Content.FixedSize) > limits.MaxPromptBytes)
        {
            errors.Add(PromptErrorCodes.TooLarge, $"{_path}:Messages", $"The messages are larger than {limits.MaxPromptBytes} bytes together.", "Shorten them, or raise Mcp:Limits:MaxPromptBytes.");
        }

        return messages.ToImmutable();
    }
}

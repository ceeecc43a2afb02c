using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Configuration;

/// <summary>
/// One argument of a prompt. Arguments of prompts are strings, so the short form is <c>string[!][ description]</c>;
/// <c>!</c> makes it required: <c>"string! Campaign to review"</c>.
/// </summary>
public sealed record PromptArgumentConfig : IShortForm<PromptArgumentConfig>
{
    private const string Word = "string";

    static string IShortForm<PromptArgumentConfig>.ShortForm => "string[!][ description]";

    static string IShortForm<PromptArgumentConfig>.ShortFormPattern => "^string!?( .*)?$";

    /// <summary>Name shown to people. Default none.</summary>
    public string? Title { get; init; }

    /// <summary>What the argument means. Default none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the argument must be given. Default false.</summary>
    public bool Required { get; init; }

    /// <summary>The value when the caller leaves the argument out. Default: nothing is inserted.</summary>
    public string? Default { get; init; }

    /// <summary>What is proposed while somebody types the argument. Default nothing.</summary>
    public CompletionConfig? Complete { get; init; }

    static bool IShortForm<PromptArgumentConfig>.TryParse(string text, [NotNullWhen(true)] out PromptArgumentConfig? value, [NotNullWhen(false)] out string? error)
    {
        var trimmed = text.Trim();
        var end = trimmed.IndexOf(' ', StringComparison.Ordinal);
        var type = end < 0 ? trimmed : trimmed[..end];
        var description = end < 0 ? "" : trimmed[end..].Trim();
        var isType = type is Word or Word + "!";
        value = isType ? new PromptArgumentConfig { Required = type.EndsWith('!'), Description = description.Length == 0 ? null : description } : null;
        error = isType ? null : $"'{type}' is not the type of an argument; arguments of prompts are 'string' or, when they are required, 'string!'.";
        return isType;
    }
}

using McpProxy.Completions;

namespace McpProxy.Prompts;

/// <summary>One argument of a prompt. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Name shown to people, or null.</param>
/// <param name="Description">What it means, or null.</param>
/// <param name="Required">Whether callers must give it.</param>
/// <param name="Default">The value when they do not, or null.</param>
internal sealed record PromptArgument(string Name, string? Title, string? Description, bool Required, string? Default)
{
    /// <summary>What is proposed for it; null for nothing.</summary>
    public CompletionBinding? Completion { get; init; }

    /// <summary>Whether clients see the same of it.</summary>
    public bool LooksLike(PromptArgument other) =>
        Name == other.Name && Title == other.Title && Description == other.Description && Required == other.Required;
}

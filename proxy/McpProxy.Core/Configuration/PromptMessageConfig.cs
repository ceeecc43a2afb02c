namespace McpProxy.Configuration;

/// <summary>One message of a prompt: exactly one of <see cref="Text"/>, <see cref="Image"/>, <see cref="Audio"/> and <see cref="Resource"/>.</summary>
public sealed record PromptMessageConfig
{
    /// <summary>Who says it. Default <c>User</c>.</summary>
    public PromptRole Role { get; init; } = PromptRole.User;

    /// <summary>Text in which <c>{name}</c> stands for an argument; <c>{{</c> and <c>}}</c> are braces.</summary>
    public string? Text { get; init; }

    /// <summary>A picture.</summary>
    public PromptMediaConfig? Image { get; init; }

    /// <summary>A sound. Callers before 2025-03-26 get it as an embedded resource.</summary>
    public PromptMediaConfig? Audio { get; init; }

    /// <summary>An embedded resource.</summary>
    public PromptResourceConfig? Resource { get; init; }
}

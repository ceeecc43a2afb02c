using Microsoft.AspNetCore.Http;

namespace McpProxy;

/// <summary>What a model is to answer (MCP, <c>sampling/createMessage</c>).</summary>
public sealed record SamplingRequest
{
    /// <summary>The conversation, oldest first. Not empty.</summary>
    public required IReadOnlyList<SamplingMessage> Messages { get; init; }

    /// <summary>Instructions for the model, or null.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Most tokens of the answer, 1 or more.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Randomness of the answer; null for the model's own.</summary>
    public double? Temperature { get; init; }

    /// <summary>Texts at which the answer ends.</summary>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>Which model is wanted.</summary>
    public SamplingPreferences Preferences { get; init; } = new();

    /// <summary>The HTTP request whose tool call needs the answer; null over stdio. Its principal is the one to bill.</summary>
    public HttpContext? Caller { get; init; }
}

namespace McpProxy;

/// <summary>What a model answered.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Model">The model that made it.</param>
/// <param name="StopReason">Why it ended: <c>endTurn</c>, <c>stopSequence</c>, <c>maxTokens</c>, or a provider's own word; null when not known.</param>
public sealed record SamplingAnswer(string Text, string Model, string? StopReason);

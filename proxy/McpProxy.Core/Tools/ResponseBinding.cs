using McpProxy.Configuration;
using McpProxy.Shaping.Truncation;

namespace McpProxy.Tools;

/// <summary>How an answer becomes a result, compiled from <see cref="ResponseConfig"/>.</summary>
internal sealed class ResponseBinding
{
    public required ResponseKind Kind { get; init; }

    public required int MaxBytes { get; init; }

    public required int MaxInlineBytes { get; init; }

    /// <summary>How JSON answers are shortened while they arrive; null when they are not.</summary>
    public TruncationRules? Limits { get; init; }

    /// <summary>What is kept of each JSON event of a stream; null for all of it.</summary>
    public TruncationRules? EventRules { get; init; }

    /// <summary>The media type that answers have whatever the upstream calls it; null for what it says.</summary>
    public string? MediaType { get; init; }

    public string? Uri { get; init; }
}

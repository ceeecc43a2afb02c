using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools;

/// <summary>How an answer becomes a result, compiled from <see cref="ResponseConfig"/>.</summary>
internal sealed class ResponseBinding
{
    public required ResponseKind Kind { get; init; }

    public required int MaxBytes { get; init; }

    public required int MaxInlineBytes { get; init; }

    /// <summary>How much a compressed answer that is shortened may grow.</summary>
    public DecodingLimits Decoding { get; init; } = DecodingLimits.Default;

    /// <summary>What is kept of JSON answers, while they arrive; null for all.</summary>
    public AnswerShape? Shape { get; init; }

    /// <summary>The arguments with which callers choose what is kept instead; null for none.</summary>
    public AnswerChoice? Choice { get; init; }

    /// <summary>The arguments with which callers ask the proxy for pages of lists; null for none.</summary>
    public PagingRules? Paging { get; init; }

    /// <summary>The media type that answers have whatever the upstream calls it; null for what it says.</summary>
    public string? MediaType { get; init; }

    public string? Uri { get; init; }
}

using McpProxy.Configuration;
using McpProxy.Shaping;
using McpProxy.Shaping.Truncation;

namespace McpProxy.Tools;

/// <summary>How an answer becomes a result, compiled from <see cref="ResponseConfig"/>.</summary>
internal sealed class ResponseBinding
{
    public required ResponseKind Kind { get; init; }

    public required int MaxBytes { get; init; }

    public required int MaxInlineBytes { get; init; }

    /// <summary>Members to keep; null keeps everything.</summary>
    public JsonSelection? Selection { get; init; }

    /// <summary>How JSON answers are shortened while they arrive; null when they are not.</summary>
    public TruncationRules? Limits { get; init; }

    public string? Uri { get; init; }
}

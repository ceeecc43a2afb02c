using McpProxy.Configuration;

namespace McpProxy.Tools;

/// <summary>How an answer becomes a result, compiled from <see cref="ResponseConfig"/>.</summary>
internal sealed class ResponseBinding
{
    public required ResponseKind Kind { get; init; }

    public required int MaxBytes { get; init; }

    public required int MaxInlineBytes { get; init; }

    /// <summary>Dotted paths to keep, each split at its dots; empty keeps everything.</summary>
    public required IReadOnlyList<string[]> Select { get; init; }

    public string? Uri { get; init; }
}

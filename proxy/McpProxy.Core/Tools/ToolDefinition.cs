using System.Collections.Immutable;
using McpProxy.Configuration;

namespace McpProxy.Tools;

/// <summary>What a client sees of a tool: the members of an MCP <c>Tool</c>, resolved and ready to be written.</summary>
internal sealed class ToolDefinition
{
    public required string Name { get; init; }

    public string? Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Input schema as UTF-8 JSON on one line; its root is an object schema.</summary>
    public required ReadOnlyMemory<byte> InputSchema { get; init; }

    /// <summary>Output schema as UTF-8 JSON on one line, or empty when none is declared.</summary>
    public ReadOnlyMemory<byte> OutputSchema { get; init; }

    /// <summary>Whether the root of <see cref="OutputSchema"/> says <c>"type":"object"</c>; revisions up to 2025-11-25 take nothing else.</summary>
    public bool OutputSchemaIsObject { get; init; }

    public required ToolHints Hints { get; init; }

    public ImmutableArray<IconConfig> Icons { get; init; } = [];

    /// <summary>What this was shortened from; null when nothing was left out.</summary>
    public ToolDefinition? Full { get; init; }

    /// <summary>All that there is to say of the tool.</summary>
    public ToolDefinition Whole => Full ?? this;
}

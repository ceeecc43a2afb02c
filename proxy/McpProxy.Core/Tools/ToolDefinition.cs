using System.Collections.Immutable;
using McpProxy.Configuration;
using McpProxy.Tools.Slimming;

namespace McpProxy.Tools;

/// <summary>What a client sees of a tool: the members of an MCP <c>Tool</c>, resolved and ready to be written.</summary>
internal sealed class ToolDefinition
{
    private readonly ReadOnlyMemory<byte> _inputSchema;
    private readonly ToolDefinition? _full;

    public required string Name { get; init; }

    public string? Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Input schema as UTF-8 JSON on one line; its root is an object schema.</summary>
    public ReadOnlyMemory<byte> InputSchema
    {
        get => Slimmed is null ? _inputSchema : Slimmed.Text;
        init => _inputSchema = value;
    }

    /// <summary>Makes <see cref="InputSchema"/> when it is first read; null when that has been given.</summary>
    public SlimmedInput? Slimmed { get; init; }

    /// <summary>Output schema as UTF-8 JSON on one line, or empty when none is declared.</summary>
    public ReadOnlyMemory<byte> OutputSchema { get; init; }

    /// <summary>Whether the root of <see cref="OutputSchema"/> says <c>"type":"object"</c>; revisions up to 2025-11-25 take nothing else.</summary>
    public bool OutputSchemaIsObject { get; init; }

    public required ToolHints Hints { get; init; }

    public ImmutableArray<IconConfig> Icons { get; init; } = [];

    /// <summary>What this was shortened from; null when nothing was left out.</summary>
    public ToolDefinition? Full
    {
        get => _full is null || IsSameAs(_full) ? null : _full;
        init => _full = value;
    }

    /// <summary>All that there is to say of the tool.</summary>
    public ToolDefinition Whole => _full ?? this;

    private bool IsSameAs(ToolDefinition full) =>
        Description == full.Description && OutputSchema.Span.SequenceEqual(full.OutputSchema.Span) && InputSchema.Span.SequenceEqual(full.InputSchema.Span);
}

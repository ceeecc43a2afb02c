using System.Collections.Immutable;
using McpProxy.Tools;

namespace McpProxy.Completions;

/// <summary>What is proposed for one value, compiled: a fixed list, or a request that asks for it. Immutable.</summary>
internal sealed class CompletionBinding
{
    /// <summary>The name of the variable that stands for what was typed.</summary>
    public const string TypedValue = "value";

    /// <summary>The fixed list; empty with a <see cref="Call"/>.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The request, or null.</summary>
    public ToolBinding? Call { get; init; }

    /// <summary>Where the proposals stand in a JSON answer: names of members, from the root; empty when it is an array of them.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Whether the upstream is told what was typed, and so answers with what fits it.</summary>
    public bool UpstreamFilters { get; init; }
}

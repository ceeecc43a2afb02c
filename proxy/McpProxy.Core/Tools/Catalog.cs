using System.Collections.Frozen;
using System.Collections.Immutable;

namespace McpProxy.Tools;

/// <summary>Everything of one configuration that clients can use, and the selections of it that have an endpoint of their own.</summary>
internal sealed class Catalog(Toolset all, IEnumerable<Toolset> toolsets)
{
    public static Catalog Empty { get; } = new(new Toolset(null, null, []), []);

    /// <summary>Everything that is enabled.</summary>
    public Toolset All { get; } = all;

    /// <summary>Named selections.</summary>
    public FrozenDictionary<string, Toolset> Toolsets { get; } = toolsets.ToFrozenDictionary(t => t.Name!, StringComparer.Ordinal);

    /// <summary>Every request that this configuration can send down the corridor: those of tools, and those of other things with an address of their own.</summary>
    public ImmutableArray<ToolBinding> Calls =>
    [
        .. All.Tools,
        .. All.Prompts.SelectMany(p => p.Calls),
        .. All.Resources.Resources.Concat(All.Resources.Templates).SelectMany(r => r.Calls),
        .. Sampling.Select(s => s.Call),
        .. PluginCalls,
    ];

    /// <summary>Models that answer for clients which cannot sample, in the order in which they are asked.</summary>
    public ImmutableArray<SamplingBinding> Sampling { get; init; } = [];

    /// <summary>Requests through routes that plugins' tools send.</summary>
    public ImmutableArray<ToolBinding> PluginCalls { get; init; } = [];

    /// <summary>The toolset of an endpoint: all tools for a null name, null when there is no such toolset.</summary>
    public Toolset? Find(string? name) => name is null ? All : Toolsets.GetValueOrDefault(name);
}

using System.Collections.Immutable;

namespace McpProxy.Tools.Plugins;

/// <summary>What the plugins of a configuration bring.</summary>
/// <param name="Tools">Their tools.</param>
/// <param name="Names">The names of all of them, also of those with mistakes.</param>
/// <param name="Calls">The requests through routes that the tools send.</param>
internal sealed record PluginTools(ImmutableArray<ToolBinding> Tools, ImmutableArray<string> Names, ImmutableArray<ToolBinding> Calls)
{
    public static PluginTools None { get; } = new([], [], []);
}

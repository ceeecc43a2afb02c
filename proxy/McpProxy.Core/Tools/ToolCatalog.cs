using System.Collections.Frozen;

namespace McpProxy.Tools;

/// <summary>All tools of one configuration, and their selections.</summary>
internal sealed class ToolCatalog(Toolset all, IEnumerable<Toolset> toolsets)
{
    public static ToolCatalog Empty { get; } = new(new Toolset(null, null, []), []);

    /// <summary>Every enabled tool.</summary>
    public Toolset All { get; } = all;

    /// <summary>Named selections.</summary>
    public FrozenDictionary<string, Toolset> Toolsets { get; } = toolsets.ToFrozenDictionary(t => t.Name!, StringComparer.Ordinal);

    /// <summary>The toolset of an endpoint: all tools for a null name, null when there is no such toolset.</summary>
    public Toolset? Find(string? name) => name is null ? All : Toolsets.GetValueOrDefault(name);
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace McpProxy.Tools;

/// <summary>The tools behind one MCP endpoint: all of them, or a configured selection.</summary>
internal sealed class Toolset
{
    private readonly FrozenDictionary<string, ToolBinding> _byName;

    public Toolset(string? name, string? instructions, IEnumerable<ToolBinding> tools)
    {
        Name = name;
        Instructions = instructions;
        Tools = [.. tools.OrderBy(t => t.Name, StringComparer.Ordinal)];
        _byName = Tools.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The name under which it is served, or null for the endpoint with all tools.</summary>
    public string? Name { get; }

    public string? Instructions { get; }

    /// <summary>In ordinal order of their names, so that lists are the same in every process.</summary>
    public ImmutableArray<ToolBinding> Tools { get; }

    public ToolBinding? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Finds a tool without making a string of its name.</summary>
    public ToolBinding? Find(ReadOnlySpan<char> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var tool) ? tool : null;
}

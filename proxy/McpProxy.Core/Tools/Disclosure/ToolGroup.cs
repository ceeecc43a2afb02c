using System.Collections.Frozen;
using System.Collections.Immutable;

namespace McpProxy.Tools.Disclosure;

/// <summary>Tools of one toolset that belong together.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What they are for; null for none.</param>
/// <param name="Tools">The names of its tools in ordinal order; never empty.</param>
internal sealed record ToolGroup(string Name, string? Description, ImmutableArray<string> Tools)
{
    private readonly FrozenSet<string> _names = Tools.ToFrozenSet(StringComparer.Ordinal);

    public bool Has(string tool) => _names.Contains(tool);
}

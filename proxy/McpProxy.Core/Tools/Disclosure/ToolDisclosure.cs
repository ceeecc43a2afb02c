using System.Collections.Frozen;
using System.Collections.Immutable;
using McpProxy.Configuration;
using McpProxy.Tools.Search;

namespace McpProxy.Tools.Disclosure;

/// <summary>What a toolset lists of its tools, and the tools with which clients get at the others. Immutable; the same for all callers.</summary>
internal sealed class ToolDisclosure
{
    private readonly FrozenSet<string> _listed;
    private readonly FrozenDictionary<string, ToolGroup> _groupsByName;

    /// <param name="mode">Never <see cref="DisclosureMode.All"/>: without a disclosure everything is listed.</param>
    /// <param name="metaTools">The tools that lead to the others.</param>
    /// <param name="listed">Names of the tools that are listed from the start.</param>
    /// <param name="groups">The groups, in ordinal order of their names.</param>
    /// <param name="index">What searches look into; null where nothing is searched.</param>
    public ToolDisclosure(DisclosureMode mode, ImmutableArray<ToolBinding> metaTools, IEnumerable<string> listed, ImmutableArray<ToolGroup> groups, ToolIndex? index)
    {
        Mode = mode;
        MetaTools = metaTools;
        Groups = groups;
        Index = index;
        _listed = listed.ToFrozenSet(StringComparer.Ordinal);
        _groupsByName = groups.ToFrozenDictionary(g => g.Name, StringComparer.Ordinal);
    }

    public DisclosureMode Mode { get; }

    public ImmutableArray<ToolBinding> MetaTools { get; }

    public ImmutableArray<ToolGroup> Groups { get; }

    public ToolIndex? Index { get; }

    public ToolGroup? FindGroup(string name) => _groupsByName.GetValueOrDefault(name);

    /// <summary>Whether a tool is listed for a client: in any case, or because the client has enabled it.</summary>
    public bool IsListed(ToolBinding tool, EnabledTools enabled) =>
        _listed.Contains(tool.Name) || (!enabled.IsEmpty && (enabled.Tools.Contains(tool.Name) || enabled.Groups.Any(g => FindGroup(g)?.Has(tool.Name) == true)));

    /// <summary>The name of a tool of its own.</summary>
    public string NameOf(MetaToolKind kind) => MetaTools.First(t => t.Meta == kind).Name;
}

using System.Collections.Immutable;
using McpProxy.Configuration;
using McpProxy.Tools.Compilation;
using McpProxy.Tools.Search;

namespace McpProxy.Tools.Disclosure;

/// <summary>Compiles what toolsets list of their tools: the groups of the configuration, and for each toolset the tools that lead to the others.</summary>
internal sealed class DisclosureCompiler
{
    private readonly McpConfig _mcp;
    private readonly IReadOnlyCollection<string> _names;
    private readonly ConfigErrors _errors;
    private readonly MetaToolCompiler _metaTools;
    private readonly HashSet<(string, string)> _told = [];
    private readonly bool _namesAreGood;

    /// <param name="mcp">The section.</param>
    /// <param name="names">The names of all tools that are configured, also of those with mistakes.</param>
    /// <param name="errors">Collects every mistake.</param>
    public DisclosureCompiler(McpConfig mcp, IReadOnlyCollection<string> names, ConfigErrors errors)
    {
        _mcp = mcp;
        _names = names;
        _errors = errors;
        _metaTools = new MetaToolCompiler(mcp);
        _namesAreGood = CheckMetaToolNames();
        foreach (var (name, group) in mcp.ToolGroups)
        {
            CheckGroup(name, group);
        }

        foreach (var (name, tool) in mcp.Tools)
        {
            CheckGroupName(tool.Group ?? "", $"Mcp:Tools:{name}:Group");
        }
    }

    /// <summary>Compiles the disclosure of one toolset.</summary>
    /// <param name="mode">How much it lists.</param>
    /// <param name="alwaysListed">Patterns of tools that it lists in any case.</param>
    /// <param name="path">Where these stand in the configuration.</param>
    /// <param name="tools">Its tools.</param>
    /// <returns>Null when it lists everything, or has a mistake.</returns>
    public ToolDisclosure? Compile(DisclosureMode mode, IReadOnlyList<string> alwaysListed, string path, IReadOnlyCollection<ToolBinding> tools)
    {
        NamePattern.Check(alwaysListed, $"{path}:AlwaysListed", _names, "tool", _errors);
        if (mode == DisclosureMode.All)
        {
            return null;
        }

        var before = _errors.Count;
        var groups = GroupsOf(tools);
        if (mode == DisclosureMode.Groups && groups.IsEmpty && tools.Count > 0)
        {
            _errors.Add(ToolErrorCodes.NoToolGroups, $"{path}:Mode", "The mode is Groups, but no tool here is in a group.", "Add groups under Mcp:ToolGroups, or a 'Group' to tools.");
        }

        var metaTools = MetaToolsOf(mode, tools, !groups.IsEmpty);
        var listed = tools
            .Where(t => NamePattern.MatchesAny(alwaysListed, t.Name) || (mode == DisclosureMode.Groups && !groups.Any(g => g.Has(t.Name))))
            .Select(t => t.Name);
        return _errors.Count > before || !_namesAreGood ? null : new ToolDisclosure(mode, metaTools, listed, groups, mode == DisclosureMode.Search ? IndexOf(tools, groups) : null);
    }

    private static ToolIndex IndexOf(IEnumerable<ToolBinding> tools, ImmutableArray<ToolGroup> groups)
    {
        var builder = new ToolIndexBuilder();
        foreach (var tool in tools.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            builder.Add(tool, groups.Where(g => g.Has(tool.Name)).Select(g => $"{g.Name} {g.Description}"));
        }

        return builder.Build();
    }

    private ImmutableArray<ToolBinding> MetaToolsOf(DisclosureMode mode, IReadOnlyCollection<ToolBinding> tools, bool hasGroups)
    {
        if (!_namesAreGood)
        {
            return [];
        }

        var made = ImmutableArray.CreateBuilder<ToolBinding>();
        foreach (var (kind, name, path) in _metaTools.Of(mode))
        {
            if (tools.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other)
            {
                AddOnce(path, $"'{name}' is also {other.ConfigPath}.", "Give one of them another name.");
            }
            else if (_metaTools.Make(kind, name, path, tools, hasGroups, _errors) is { } tool)
            {
                made.Add(tool);
            }
        }

        return made.ToImmutable();
    }

    /// <summary>The names count at every endpoint, so their mistakes are told once.</summary>
    private bool CheckMetaToolNames()
    {
        var before = _errors.Count;
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, name, path) in _metaTools.Of(DisclosureMode.Search).Concat(_metaTools.Of(DisclosureMode.Groups)))
        {
            if (!ToolChecks.IsName(name))
            {
                AddOnce(path, $"'{name}' is not a name.", "Use up to 64 letters, digits, '_', '.' and '-', or remove the key for the default.");
            }
            else if (!taken.TryAdd(name, path))
            {
                AddOnce(path, $"'{name}' is also {taken[name]}.", "Give one of them another name.");
            }
        }

        return _errors.Count == before;
    }

    private void AddOnce(string path, string message, string hint)
    {
        if (_told.Add((path, message)))
        {
            _errors.Add(ToolErrorCodes.BadMetaToolName, path, message, hint);
        }
    }

    private ImmutableArray<ToolGroup> GroupsOf(IReadOnlyCollection<ToolBinding> tools)
    {
        var members = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var tool in tools)
        {
            if (tool.Group is { } own)
            {
                Add(own, tool.Name);
            }

            foreach (var (name, group) in _mcp.ToolGroups)
            {
                if (NamePattern.MatchesAny(group.Include, tool.Name) && !NamePattern.MatchesAny(group.Exclude, tool.Name))
                {
                    Add(name, tool.Name);
                }
            }
        }

        return [.. members.Select(m => new ToolGroup(m.Key, _mcp.ToolGroups.GetValueOrDefault(m.Key)?.Description, [.. m.Value]))];

        void Add(string group, string tool)
        {
            if (!members.TryGetValue(group, out var names))
            {
                members[group] = names = new SortedSet<string>(StringComparer.Ordinal);
            }

            names.Add(tool);
        }
    }

    private void CheckGroup(string name, ToolGroupConfig group)
    {
        var path = $"Mcp:ToolGroups:{name}";
        CheckGroupName(name, path);
        NamePattern.Check(group.Include, $"{path}:Include", _names, "tool", _errors);
        NamePattern.Check(group.Exclude, $"{path}:Exclude", _names, "tool", _errors);
    }

    private void CheckGroupName(string name, string path)
    {
        if (name.Length > 0 && !ToolChecks.IsName(name))
        {
            _errors.Add(ToolErrorCodes.IllegalGroupName, path, $"'{name}' is not a group name.", "Use up to 64 letters, digits, '_', '.' and '-'.");
        }
    }
}

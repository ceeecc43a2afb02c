using System.Collections.Frozen;
using System.Collections.Immutable;
using McpProxy.Prompts;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.Resources;

namespace McpProxy.Tools;

/// <summary>The tools, prompts and resources behind one MCP endpoint: all of them, or a configured selection.</summary>
internal sealed class Toolset
{
    private readonly FrozenDictionary<string, ToolBinding> _byName;

    private readonly FrozenDictionary<string, PromptBinding> _promptsByName;

    public Toolset(string? name, string? instructions, IEnumerable<ToolBinding> tools, IEnumerable<PromptBinding>? prompts = null, ToolDisclosure? disclosure = null)
    {
        Name = name;
        Instructions = instructions;
        Prompts = [.. (prompts ?? []).OrderBy(p => p.Name, StringComparer.Ordinal)];
        _promptsByName = Prompts.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
        Tools = [.. tools.OrderBy(t => t.Name, StringComparer.Ordinal)];
        Disclosure = disclosure;
        Listed = ListedWith(EnabledTools.None);
        _byName = Tools.Concat(disclosure?.MetaTools ?? []).ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The name under which it is served, or null for the endpoint with all tools.</summary>
    public string? Name { get; }

    public string? Instructions { get; }

    /// <summary>The policy that callers of its endpoint must meet beside that of all; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>Tokens that an answer of its tools may take; null for no such limit.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>In ordinal order of their names, so that lists are the same in every process.</summary>
    public ImmutableArray<ToolBinding> Tools { get; }

    /// <summary>How clients get at tools that are not listed; null where every tool is.</summary>
    public ToolDisclosure? Disclosure { get; }

    /// <summary>What clients see from the start, in ordinal order of the names: <see cref="Tools"/>, or some of them and the tools that lead to the others.</summary>
    public ImmutableArray<ToolBinding> Listed { get; }

    /// <summary>What a client sees that has enabled some tools, in the same order.</summary>
    public ImmutableArray<ToolBinding> ListedWith(EnabledTools enabled) =>
        Disclosure is null ? Tools : [.. Tools.Where(t => Disclosure.IsListed(t, enabled)).Concat(Disclosure.MetaTools).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>In ordinal order of their names.</summary>
    public ImmutableArray<PromptBinding> Prompts { get; }

    public PromptBinding? FindPrompt(string name) => _promptsByName.GetValueOrDefault(name);

    /// <summary>The resources served with them.</summary>
    public ResourceSet Resources { get; init; } = ResourceSet.Empty;

    /// <summary>Finds a tool, listed or not.</summary>
    public ToolBinding? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Finds a group that has any of these tools: one whose tools are all kept from a caller is not there for that caller.</summary>
    public ToolGroup? FindGroup(string name) => Disclosure?.FindGroup(name) is { } group && group.Tools.Any(_byName.ContainsKey) ? group : null;

    /// <summary>Finds a tool without making a string of its name.</summary>
    public ToolBinding? Find(ReadOnlySpan<char> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var tool) ? tool : null;
}

using System.Collections.Immutable;
using McpProxy.Context;

namespace McpProxy.Tools.Disclosure;

/// <summary>What a client has enabled: groups, and tools by name. It means the same on every endpoint, and says nothing of what the client may call.</summary>
/// <param name="Groups">Names of groups, each once, in the order in which they were enabled.</param>
/// <param name="Tools">Names of tools, likewise.</param>
internal sealed record EnabledTools(ImmutableArray<string> Groups, ImmutableArray<string> Tools)
{
    /// <summary>Most groups and tools that are enabled by name.</summary>
    public const int MaxNames = 64;

    /// <summary>Most characters of their names together: they travel in handles, which must fit into a header.</summary>
    public const int MaxCharacters = 2000;

    public static EnabledTools None { get; } = new([], []);

    public bool IsEmpty => Groups.IsEmpty && Tools.IsEmpty;

    /// <summary>Whether it is more than a client can carry.</summary>
    public bool IsTooMuch => Groups.Length + Tools.Length > MaxNames || Groups.Sum(g => g.Length) + Tools.Sum(t => t.Length) > MaxCharacters;

    /// <summary>Equal for equal choices.</summary>
    public string Key => $"{string.Join(' ', Groups.Order(StringComparer.Ordinal))}|{string.Join(' ', Tools.Order(StringComparer.Ordinal))}";

    public static EnabledTools Of(CallContext context) =>
        context.EnabledGroups.Count == 0 && context.EnabledTools.Count == 0 ? None : new([.. context.EnabledGroups], [.. context.EnabledTools]);

    public CallContext In(CallContext context) => context with { EnabledGroups = Groups, EnabledTools = Tools };

    /// <summary>The same with more, or with less.</summary>
    public EnabledTools With(IReadOnlyCollection<string> groups, IReadOnlyCollection<string> tools, bool enable) => enable
        ? new([.. Groups.Union(groups, StringComparer.Ordinal)], [.. Tools.Union(tools, StringComparer.Ordinal)])
        : new([.. Groups.Except(groups, StringComparer.Ordinal)], [.. Tools.Except(tools, StringComparer.Ordinal)]);
}

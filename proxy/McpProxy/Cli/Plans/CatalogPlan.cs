using McpProxy.Configuration;
using McpProxy.Host.Hosting;

namespace McpProxy.Host.Cli.Plans;

/// <summary>What changes for clients from one configuration to another.</summary>
internal sealed class CatalogPlan
{
    private CatalogPlan(IReadOnlyDictionary<string, PlannedTool> before, IReadOnlyDictionary<string, PlannedTool> after)
    {
        Before = before;
        After = after;
        Added = [.. after.Values.Where(t => !before.ContainsKey(t.Name))];
        Removed = [.. before.Values.Where(t => !after.ContainsKey(t.Name))];
        foreach (var (name, tool) in before)
        {
            if (after.TryGetValue(name, out var now) && ToolComparison.Compare(tool, now) is { Count: > 0 } changes)
            {
                Changed.Add((tool, now, changes));
            }
        }
    }

    public IReadOnlyDictionary<string, PlannedTool> Before { get; }

    public IReadOnlyDictionary<string, PlannedTool> After { get; }

    public IReadOnlyList<PlannedTool> Added { get; }

    public IReadOnlyList<PlannedTool> Removed { get; }

    public List<(PlannedTool Before, PlannedTool After, IReadOnlyList<PlannedChange> Changes)> Changed { get; } = [];

    /// <summary>What endpoints of toolsets lose; a tool that is gone altogether is not named again.</summary>
    public List<PlannedChange> Toolsets { get; } = [];

    public int TokensBefore => Before.Values.Sum(t => t.Listed.Tokens);

    public int TokensAfter => After.Values.Sum(t => t.Listed.Tokens);

    public int Breaks => Removed.Count + Changed.Sum(c => c.Changes.Count(x => x.IsBreaking)) + Toolsets.Count(t => t.IsBreaking);

    public static CatalogPlan Of(ProxyHost before, ProxyHost after)
    {
        var plan = new CatalogPlan(PlannedTool.AllOf(before), PlannedTool.AllOf(after));
        plan.CompareToolsets(ToolsetsOf(before), ToolsetsOf(after));
        return plan;
    }

    /// <summary>The tool that makes the request of a removed one; null for none.</summary>
    public PlannedTool? SuccessorOf(PlannedTool removed) => removed.Request.Length == 0 ? null : Added.FirstOrDefault(t => t.Request == removed.Request);

    private void CompareToolsets(Dictionary<string, HashSet<string>> before, Dictionary<string, HashSet<string>> after)
    {
        foreach (var (name, tools) in before)
        {
            if (!after.TryGetValue(name, out var now))
            {
                Toolsets.Add(new PlannedChange(name, "removed", IsBreaking: true));
                continue;
            }

            Toolsets.AddRange(tools.Except(now).Where(After.ContainsKey).Order(StringComparer.Ordinal).Select(t => new PlannedChange(name, $"without {t}", IsBreaking: true)));
            Toolsets.AddRange(now.Except(tools).Where(Before.ContainsKey).Order(StringComparer.Ordinal).Select(t => new PlannedChange(name, $"with {t}", IsBreaking: false)));
        }

        Toolsets.AddRange(after.Keys.Except(before.Keys).Select(n => new PlannedChange(n, "added", IsBreaking: false)));
    }

    private static Dictionary<string, HashSet<string>> ToolsetsOf(ProxyHost host) =>
        host.Services.GetRequiredService<LiveConfig>().Current.Catalog.Toolsets
            .OrderBy(t => t.Key, StringComparer.Ordinal)
            .ToDictionary(t => t.Key, t => t.Value.Tools.Select(x => x.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
}

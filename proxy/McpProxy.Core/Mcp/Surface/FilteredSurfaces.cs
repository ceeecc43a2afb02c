using System.Collections.Concurrent;
using McpProxy.Authentication.Policies;
using McpProxy.Prompts;
using McpProxy.Tools;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Surface;

/// <summary>
/// What callers see of an endpoint: one surface for all who may do the same, so that their lists are written once. There are
/// as many as there are combinations of policies that callers meet, and never more than a bound.
/// </summary>
internal sealed class FilteredSurfaces(ToolsetSurface whole)
{
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<Grants, ToolsetSurface> _surfaces = new();

    public ToolsetSurface For(Grants grants)
    {
        if (_surfaces.TryGetValue(grants, out var surface))
        {
            return surface;
        }

        if (_surfaces.Count >= MostKept)
        {
            _surfaces.Clear();
        }

        return _surfaces.GetOrAdd(grants, Filter);
    }

    private ToolsetSurface Filter(Grants grants)
    {
        if (whole.Surface.Snapshot.Access is not { } access)
        {
            return whole;
        }

        var all = whole.Toolset;
        List<ToolBinding> tools = [.. all.Tools.Where(t => access.Allows(grants, t))];
        PromptBinding[] prompts = [.. all.Prompts.Where(p => access.Allows(grants, p))];
        List<ResourceBinding> resources = [.. all.Resources.Resources.Concat(all.Resources.Templates).Where(r => access.Allows(grants, r.Call))];
        ArtifactReaders.RemoveIdle(tools, resources);
        if (tools.Count == all.Tools.Length && prompts.Length == all.Prompts.Length && resources.Count == all.Resources.Count)
        {
            return whole;
        }

        var seen = new Toolset(all.Name, all.Instructions, tools, prompts, all.Disclosure) { Policy = all.Policy, MaxTokens = all.MaxTokens, Resources = new ResourceSet(resources) };
        return new ToolsetSurface(whole.Surface, seen, all);
    }
}

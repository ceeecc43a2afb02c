using System.Collections.Frozen;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Forwarding.Regions;

/// <summary>One list of available destinations by region. YARP makes a new list when health or configuration change, and only then.</summary>
internal sealed class RegionSplit
{
    private readonly FrozenDictionary<string, IReadOnlyList<DestinationState>> _byRegion;

    public RegionSplit(IReadOnlyList<DestinationState> all)
    {
        All = all;
        _byRegion = all
            .GroupBy(d => RegionRouter.RegionOf(d.Model.Config), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(r => r.Key, r => (IReadOnlyList<DestinationState>)[.. r], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The list that was split.</summary>
    public IReadOnlyList<DestinationState> All { get; }

    /// <summary>The destinations of a region; null for none.</summary>
    public IReadOnlyList<DestinationState>? Of(string region) => _byRegion.GetValueOrDefault(region);
}

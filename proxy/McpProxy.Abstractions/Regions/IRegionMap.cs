namespace McpProxy.Regions;

/// <summary>The regions of one cluster. Immutable.</summary>
public interface IRegionMap
{
    /// <summary>The region of calls that nothing says one for.</summary>
    string Default { get; }

    /// <summary>The regions that have destinations, in the order of their names.</summary>
    IReadOnlyList<UpstreamRegion> Regions { get; }

    /// <summary>The region that a name or an alias stands for, whatever its case.</summary>
    /// <returns>The region as <see cref="Regions"/> spells it; null when there is none of that name here.</returns>
    string? Find(string name);
}

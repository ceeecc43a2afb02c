namespace AdsSimulator.Stats;

/// <summary>All figures at one moment.</summary>
/// <param name="Total">All paths together.</param>
/// <param name="Paths">By decoded request path, prefixes included, without the query.</param>
public sealed record StatsSnapshot(PathStats Total, IReadOnlyDictionary<string, PathStats> Paths)
{
    /// <summary>The figures of one path; zeros when it was never asked for.</summary>
    /// <param name="path">The decoded request path, for example <c>/echo/x</c>.</param>
    public PathStats Of(string path) => Paths.TryGetValue(path, out var stats) ? stats : new(0, 0, 0);
}

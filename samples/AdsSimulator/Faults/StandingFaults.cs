using System.Collections.Immutable;
using AdsSimulator.Regions;

namespace AdsSimulator.Faults;

/// <summary>Faults that stay until they are taken back, for every request under a path. Thread-safe.</summary>
public sealed class StandingFaults
{
    private readonly Lock _writing = new();
    private ImmutableDictionary<string, StandingFault> _faults = ImmutableDictionary.Create<string, StandingFault>(StringComparer.Ordinal);

    /// <summary>Lets requests under a path fail from now on, in place of what was set for it before.</summary>
    /// <param name="path">Whole segments of a path without fault prefix, for example <c>/openbridge</c>; after a region (<c>/eu/sp</c>) for that region only. The longest match counts.</param>
    /// <param name="spec">The words of the fault prefix, for example <c>status=503,times=2</c>.</param>
    /// <exception cref="FormatException">The path or the faults are not written as they must be.</exception>
    public void Set(string path, string spec)
    {
        var fault = Parse(path, spec);
        lock (_writing)
        {
            Volatile.Write(ref _faults, _faults.SetItem(path, fault));
        }
    }

    /// <summary>Keeps requests under a path waiting until the result is disposed, for tests that need many callers in the same moment.</summary>
    /// <param name="path">As in <see cref="Set"/>.</param>
    public IDisposable Hold(string path)
    {
        var hold = new Hold(() => Remove(path));
        var fault = Parse(path, "");
        lock (_writing)
        {
            Volatile.Write(ref _faults, _faults.SetItem(path, fault with { Plan = fault.Plan with { Until = hold.Released } }));
        }

        return hold;
    }

    /// <summary>Takes back what was set for a path.</summary>
    /// <param name="path">As it was set.</param>
    public void Remove(string path)
    {
        lock (_writing)
        {
            Volatile.Write(ref _faults, _faults.Remove(path));
        }
    }

    /// <summary>Takes everything back.</summary>
    public void Clear() => Replace(new Dictionary<string, string>());

    /// <exception cref="FormatException">A path or fault is not written as it must be; nothing has changed.</exception>
    internal void Replace(IReadOnlyDictionary<string, string> faults)
    {
        var parsed = faults.ToImmutableDictionary(f => f.Key, f => Parse(f.Key, f.Value), StringComparer.Ordinal);
        lock (_writing)
        {
            Volatile.Write(ref _faults, parsed);
        }
    }

    internal IReadOnlyDictionary<string, string> Snapshot() => Volatile.Read(ref _faults).ToDictionary(f => f.Key, f => f.Value.Spec, StringComparer.Ordinal);

    /// <summary>The fault whose path is the longest that the request's begins with.</summary>
    internal FaultPlan Find(AdsRegion region, string path)
    {
        var faults = Volatile.Read(ref _faults);
        if (faults.IsEmpty)
        {
            return FaultPlan.None;
        }

        PathString own = path;
        PathString regional = $"/{region.Code}{path}";
        return faults
            .Where(f => own.StartsWithSegments(f.Key, StringComparison.Ordinal) || regional.StartsWithSegments(f.Key, StringComparison.Ordinal))
            .OrderByDescending(f => f.Key.Length)
            .Select(f => f.Value.Plan)
            .FirstOrDefault(FaultPlan.None);
    }

    private static StandingFault Parse(string path, string spec)
    {
        if (path.Length < 2 || path[0] != '/' || path[^1] == '/')
        {
            throw new FormatException($"'{path}' must begin with a slash and not end with one.");
        }

        var plan = FaultSpec.ApplySegment(FaultPlan.None, spec);
        // One counter for all paths below, and a new one each time the fault is set.
        return new(spec, plan with { Key = plan.Key ?? $"{path} {Guid.NewGuid():N}" });
    }
}

using System.Collections.Concurrent;

namespace AdsSimulator.Faults;

/// <summary>Counts requests per fault, for faults that begin late or end.</summary>
internal sealed class FaultCounters
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether this request, counted now, is one of the faulty ones.</summary>
    public bool Strikes(FaultPlan plan, string path)
    {
        if (plan is { Skip: 0, Times: null })
        {
            return true;
        }

        var count = _counts.AddOrUpdate(plan.Key ?? path, 1, (_, before) => before + 1);
        return count > plan.Skip && (plan.Times is not { } times || count <= (long)plan.Skip + times);
    }

    public void Reset() => _counts.Clear();
}

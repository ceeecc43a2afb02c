using System.Collections.Concurrent;

namespace McpProxy.Mcp.Sampling;

/// <summary>How many answers each provider makes at this moment; survives reloads. Thread-safe.</summary>
internal sealed class SamplingSlots
{
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a slot; give it back with <see cref="Release"/>.</summary>
    public bool TryTake(string provider, int limit)
    {
        if (_taken.AddOrUpdate(provider, 1, static (_, taken) => taken + 1) <= limit)
        {
            return true;
        }

        Release(provider);
        return false;
    }

    public void Release(string provider) => _taken.AddOrUpdate(provider, 0, static (_, taken) => taken - 1);
}

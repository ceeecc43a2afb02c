using System.Collections.Concurrent;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>The lists of profiles of all callers. Thread-safe; bounded by the number of profiles it holds.</summary>
internal sealed class ProfileCache(TimeProvider time)
{
    private readonly ConcurrentDictionary<ProfileKey, ProfileSlot> _slots = new();

    /// <summary>Most profiles; some 300 bytes each.</summary>
    public int Capacity { get; init; } = 100_000;

    /// <summary>How many lists there are.</summary>
    public int Count => _slots.Count;

    /// <summary>The list of a key. See <see cref="ProfileSlot.GetAsync"/>.</summary>
    public async ValueTask<ProfileView> GetAsync(
        ProfileKey key, Func<CancellationToken, ValueTask<ProfileSnapshot>> fetch, TimeSpan lifetime, bool refresh, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(key, static (_, clock) => new ProfileSlot(clock), time);
        var fetched = false;
        try
        {
            return await slot.GetAsync(FetchAsync, lifetime, refresh, cancellationToken);
        }
        finally
        {
            if (fetched)
            {
                Shrink(slot);
            }
        }

        ValueTask<ProfileSnapshot> FetchAsync(CancellationToken cancelled)
        {
            fetched = true;
            return fetch(cancelled);
        }
    }

    /// <summary>Forgets the lists of a caller.</summary>
    /// <param name="section">The path of the section.</param>
    /// <param name="caller"><see cref="ExchangeCaller.Key"/>.</param>
    public void Forget(string section, string caller)
    {
        foreach (var key in _slots.Keys.Where(k => k.Section == section && k.Caller == caller))
        {
            _slots.TryRemove(key, out _);
        }
    }

    /// <summary>The longest unused go first.</summary>
    private void Shrink(ProfileSlot kept)
    {
        var weight = _slots.Sum(s => (long)s.Value.Weight);
        if (weight <= Capacity)
        {
            return;
        }

        foreach (var (key, slot) in _slots.Where(s => s.Value != kept).OrderBy(s => s.Value.UsedAt).ToList())
        {
            if (weight <= Capacity)
            {
                return;
            }

            if (_slots.TryRemove(key, out _))
            {
                weight -= slot.Weight;
            }
        }
    }
}

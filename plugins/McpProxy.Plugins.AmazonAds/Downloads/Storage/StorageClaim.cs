namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>Room for the files of one download. Dispose it when they are kept or given up. Not thread-safe.</summary>
internal sealed class StorageClaim(StorageBudget budget, string folder, StorageLimits limits, long bytes) : IDisposable
{
    private const long Step = 4 * 1024 * 1024;

    private long _claimed = bytes;
    private bool _ended;

    /// <summary>Bytes of it that are used.</summary>
    public long Used { get; private set; }

    /// <summary>Takes some of it, and claims more when that is not enough.</summary>
    /// <exception cref="StorageFullException">There is no room.</exception>
    public void Use(long count)
    {
        Used += count;
        while (_claimed < Used)
        {
            var missing = Used - _claimed;
            try
            {
                budget.Grow(folder, limits, Math.Max(Step, missing));
                _claimed += Math.Max(Step, missing);
            }
            catch (StorageFullException) when (missing < Step)
            {
                budget.Grow(folder, limits, missing);
                _claimed += missing;
            }
        }
    }

    /// <summary>As <see cref="Use"/>; takes nothing when there is no room.</summary>
    public bool TryUse(long count)
    {
        try
        {
            Use(count);
            return true;
        }
        catch (StorageFullException)
        {
            Used -= count;
            return false;
        }
    }

    /// <summary>Gives back what was used for something that is not kept.</summary>
    public void GiveBack(long count) => Used -= count;

    /// <summary>Ends it with files that stay.</summary>
    /// <param name="keep">Puts them in their place; returns how many there are and what they take.</param>
    public void Keep(Func<(int Files, long Bytes)> keep)
    {
        budget.End(folder, _claimed, keep);
        _ended = true;
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            budget.End(folder, _claimed, keep: null);
        }
    }
}

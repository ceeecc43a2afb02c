namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>What a <see cref="BoundedCache{TKey, TEntry}"/> holds.</summary>
internal abstract class CacheEntry
{
    private long _lastUsed;

    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Whether it may go before all others: it holds nothing of use.</summary>
    public abstract bool IsExpendable(DateTimeOffset now);

    /// <summary>Notes a use, to the second, so that a busy entry is not written to by all cores at once.</summary>
    public void Use(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (Volatile.Read(ref _lastUsed) != seconds)
        {
            Volatile.Write(ref _lastUsed, seconds);
        }
    }
}

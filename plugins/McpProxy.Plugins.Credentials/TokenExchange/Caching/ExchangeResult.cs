namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>Something that was fetched and is good for a while. Immutable, but that it can be dropped.</summary>
internal abstract class ExchangeResult
{
    private volatile bool _isDropped;

    public required DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When it is time to renew it.</summary>
    public required DateTimeOffset RefreshAt { get; init; }

    /// <summary>When it is of no use any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether somebody refused it before its time.</summary>
    public bool IsDropped => _isDropped;

    public bool IsUsable(DateTimeOffset now) => now < ExpiresAt && !_isDropped;

    public void Drop() => _isDropped = true;

    /// <summary>When to renew what ends at a time: early, but not before half of its life, or it would be renewed all the time.</summary>
    public static DateTimeOffset RefreshTime(DateTimeOffset obtained, DateTimeOffset expires, TimeSpan early)
    {
        var half = (expires - obtained) / 2;
        return expires - (early < half ? early : half);
    }
}

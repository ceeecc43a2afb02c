using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

public sealed class BoundedCacheTests
{
    private readonly TestTimeProvider _time = new();

    [Fact]
    public void Set_MoreThanThereIsRoomFor_LetsTheLeastUsedGo()
    {
        var cache = new BoundedCache<int, SomeEntry>(100, _time);
        for (var i = 0; i < 100; i++)
        {
            cache.Set(i, new SomeEntry());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull(cache.Find(0, _time.GetUtcNow()));
        cache.Set(100, new SomeEntry());

        Assert.Equal(90, cache.Count);
        Assert.NotNull(cache.Find(0, _time.GetUtcNow()));
        Assert.NotNull(cache.Find(100, _time.GetUtcNow()));
        Assert.Null(cache.Find(1, _time.GetUtcNow()));
    }

    /// <summary>Whoever makes up credentials fills the cache with refusals; good ones must stay.</summary>
    [Fact]
    public void GetOrAdd_ManyOfNoUse_PushNothingOut()
    {
        var cache = new BoundedCache<int, SomeEntry>(100, _time);
        var good = cache.GetOrAdd(-1, () => new SomeEntry());
        for (var i = 0; i < 10_000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            cache.GetOrAdd(i, () => new SomeEntry { IsUseless = true });
        }

        Assert.InRange(cache.Count, 1, 100);
        Assert.Same(good, cache.Find(-1, _time.GetUtcNow()));
    }

    [Fact]
    public void GetOrAdd_Known_IsTheSame()
    {
        var cache = new BoundedCache<string, SomeEntry>(100, _time);

        Assert.Same(cache.GetOrAdd("a", () => new SomeEntry()), cache.GetOrAdd("a", () => new SomeEntry()));
    }

    private sealed class SomeEntry : CacheEntry
    {
        public bool IsUseless { get; init; }

        public override bool IsExpendable(DateTimeOffset now) => IsUseless;
    }
}

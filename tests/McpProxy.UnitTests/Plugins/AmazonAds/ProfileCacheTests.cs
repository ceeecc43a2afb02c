using McpProxy.Plugins.AmazonAds.Tools.Profiles;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Plugins.AmazonAds;

public sealed class ProfileCacheTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly TestTimeProvider _time = new();
    private int _fetches;

    [Fact]
    public async Task GetAsync_ManyAtOnce_FetchOnce()
    {
        var cache = new ProfileCache(_time);
        var upstream = new TaskCompletionSource<ProfileSnapshot>();

        var waiting = Enumerable.Range(0, 50).Select(_ => Get(cache, "a", _ => Fetch(upstream.Task)).AsTask()).ToList();
        upstream.SetResult(List("1"));

        Assert.All(await Task.WhenAll(waiting), v => Assert.Equal("1", v.Snapshot.Profiles[0].Id));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task GetAsync_FailureWhileManyWait_AllGetItAndTheNextTriesAgain()
    {
        var cache = new ProfileCache(_time);
        var upstream = new TaskCompletionSource<ProfileSnapshot>();

        var waiting = Enumerable.Range(0, 50).Select(_ => Get(cache, "a", _ => Fetch(upstream.Task)).AsTask()).ToList();
        upstream.SetException(Failure(ProxyErrorKind.UpstreamUnreachable));

        foreach (var one in waiting)
        {
            await Assert.ThrowsAsync<ProxyErrorException>(() => one);
        }

        Assert.Equal(1, _fetches);
        Assert.Equal("2", (await Get(cache, "a", _ => Fetch(Task.FromResult(List("2"))))).Snapshot.Profiles[0].Id);
    }

    [Fact]
    public async Task GetAsync_WhoeverFetchesLeaves_AnotherGoesOn()
    {
        var cache = new ProfileCache(_time);
        using var leaves = new CancellationTokenSource();
        var never = new TaskCompletionSource<ProfileSnapshot>();

        var first = cache.GetAsync(Key("a"), c => Fetch(never.Task.WaitAsync(c)), Lifetime, refresh: false, leaves.Token).AsTask();
        var second = Get(cache, "a", _ => Fetch(Task.FromResult(List("2")))).AsTask();
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("2", (await second).Snapshot.Profiles[0].Id);
    }

    [Theory]
    [InlineData(ProxyErrorKind.UpstreamUnreachable, null, true)]
    [InlineData(ProxyErrorKind.CircuitOpen, null, true)]
    [InlineData(ProxyErrorKind.RateLimited, 429, true)]
    [InlineData(ProxyErrorKind.UpstreamHttp, 500, true)]
    [InlineData(ProxyErrorKind.UpstreamHttp, 401, false)]
    [InlineData(ProxyErrorKind.UpstreamHttp, 404, false)]
    [InlineData(ProxyErrorKind.AuthRequired, null, false)]
    [InlineData(ProxyErrorKind.Forbidden, null, false)]
    public async Task GetAsync_FailureAfterASuccess_OldListStandsInForOutagesOnly(ProxyErrorKind kind, int? status, bool stale)
    {
        var cache = new ProfileCache(_time);
        await Get(cache, "a", _ => Fetch(Task.FromResult(List("1"))));
        _time.Advance(Lifetime);

        var again = Get(cache, "a", _ => Fetch(Task.FromException<ProfileSnapshot>(Failure(kind, status)))).AsTask();

        if (stale)
        {
            Assert.Equal(kind, (await again).StaleBecause?.Kind);
        }
        else
        {
            await Assert.ThrowsAsync<ProxyErrorException>(() => again);
        }
    }

    [Fact]
    public async Task GetAsync_OldListOfADay_StandsInNoMore()
    {
        var cache = new ProfileCache(_time);
        await Get(cache, "a", _ => Fetch(Task.FromResult(List("1"))));
        _time.Advance(TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<ProxyErrorException>(() => Get(cache, "a", _ => Fetch(Task.FromException<ProfileSnapshot>(Failure(ProxyErrorKind.Timeout)))).AsTask());
    }

    [Fact]
    public async Task GetAsync_MoreThanItHolds_LongestUnusedGoFirst()
    {
        var cache = new ProfileCache(_time) { Capacity = 5 };
        foreach (var name in (string[])["a", "b", "a", "c"])
        {
            await Get(cache, name, _ => Fetch(Task.FromResult(List("1", "2"))));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _fetches = 0;
        await Get(cache, "a", _ => Fetch(Task.FromResult(List("1", "2"))));
        Assert.Equal(0, _fetches);
        await Get(cache, "b", _ => Fetch(Task.FromResult(List("1", "2"))));
        Assert.Equal(1, _fetches);
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task GetAsync_NothingButFailures_IsBoundedToo()
    {
        var cache = new ProfileCache(_time) { Capacity = 10 };
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<ProxyErrorException>(() => Get(cache, $"{i}", _ => Fetch(Task.FromException<ProfileSnapshot>(Failure(ProxyErrorKind.Timeout)))).AsTask());
        }

        Assert.Equal(10, cache.Count);
    }

    [Fact]
    public async Task Forget_OneCaller_KeepsTheOthers()
    {
        var cache = new ProfileCache(_time);
        await Get(cache, "a", _ => Fetch(Task.FromResult(List("1"))));
        await Get(cache, "b", _ => Fetch(Task.FromResult(List("1"))));

        cache.Forget("section", "a");

        Assert.Equal(1, cache.Count);
    }

    private static ValueTask<ProfileView> Get(ProfileCache cache, string caller, Func<CancellationToken, ValueTask<ProfileSnapshot>> fetch) =>
        cache.GetAsync(Key(caller), fetch, Lifetime, refresh: false, TestContext.Current.CancellationToken);

    private static ProfileKey Key(string caller) => new("section", caller, "", null, "", "", "");

    private static ProxyErrorException Failure(ProxyErrorKind kind, int? status = null) => new(new ProxyError(kind, "test", "It failed.") { Status = status });

    private ProfileSnapshot List(params string[] ids) => new([.. ids.Select(i => new AdsProfile(i, "", "", "", "", "", "", ""))], null, _time.GetUtcNow());

    private ValueTask<ProfileSnapshot> Fetch(Task<ProfileSnapshot> result)
    {
        Interlocked.Increment(ref _fetches);
        return new(result);
    }
}

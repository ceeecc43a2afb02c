using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

public sealed class SlotTests
{
    private static readonly TimeSpan _refusedFor = TimeSpan.FromSeconds(30);

    private readonly TestTimeProvider _time = new();
    private readonly Slot<SomeResult> _slot;
    private int _fetches;

    public SlotTests() => _slot = new(_time, _refusedFor);

    [Fact]
    public async Task Get_ManyAtOnce_FetchOnce()
    {
        var gate = new TaskCompletionSource();

        var waiting = Enumerable.Range(0, 50).Select(_ => GetAsync(() => FetchAsync(gate.Task))).ToList();
        gate.SetResult();
        var results = await Task.WhenAll(waiting).Soon();

        Assert.Single(results.Distinct());
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task Get_OneStopsWaiting_OthersGetTheirs()
    {
        var gate = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = _slot.GetAsync(() => FetchAsync(gate.Task), fresh: false, leaving.Token).AsTask();
        var second = GetAsync(() => FetchAsync(gate.Task));

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Soon());
        gate.SetResult();

        Assert.NotNull(await second.Soon());
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task Get_UntilItIsDue_IsWhatIsThere()
    {
        var first = await GetAsync(() => FetchAsync());
        _time.Advance(TimeSpan.FromMinutes(54));

        var pending = _slot.GetAsync(() => FetchAsync(), fresh: false, default);

        Assert.True(pending.IsCompletedSuccessfully);
        Assert.Same(first, await pending);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task Get_Due_IsTheOldOneWhileANewOneIsFetched()
    {
        var first = await GetAsync(() => FetchAsync());
        _time.Advance(TimeSpan.FromMinutes(56));
        var gate = new TaskCompletionSource();

        Assert.Same(first, await GetAsync(() => FetchAsync(gate.Task)));
        Assert.Same(first, await GetAsync(() => FetchAsync(gate.Task)));
        gate.SetResult();
        _time.Advance(TimeSpan.FromMinutes(5));
        var second = await GetAsync(() => FetchAsync());

        Assert.NotSame(first, second);
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Get_RenewalFails_IsNotRepeatedAtOnce()
    {
        await GetAsync(() => FetchAsync());
        _time.Advance(TimeSpan.FromMinutes(56));
        var gate = new TaskCompletionSource();

        var old = await GetAsync(() => FailAsync(ProxyErrorKind.UpstreamUnreachable, gate: gate.Task));
        // Whoever waits for the renewal learns that it failed once the slot has noted it.
        var renewal = _slot.GetAsync(() => FetchAsync(), fresh: true, TestContext.Current.CancellationToken).AsTask();
        gate.SetResult();
        await Assert.ThrowsAsync<ProxyErrorException>(() => renewal.Soon());
        for (var i = 0; i < 100; i++)
        {
            Assert.Same(old, await GetAsync(() => FailAsync(ProxyErrorKind.UpstreamUnreachable)));
        }

        Assert.Equal(2, _fetches);
        _time.Advance(_refusedFor);
        var again = new TaskCompletionSource();
        Assert.Same(old, await GetAsync(() => FailAsync(ProxyErrorKind.UpstreamUnreachable, again)));
        await again.Task.Soon();

        Assert.Equal(3, _fetches);
    }

    [Fact]
    public async Task Get_Refused_IsNotAskedAgainForAWhile()
    {
        await FailsAsync(ProxyErrorKind.AuthRequired);
        await FailsAsync(ProxyErrorKind.AuthRequired);
        Assert.Equal(1, _fetches);

        _time.Advance(_refusedFor);
        Assert.NotNull(await GetAsync(() => FetchAsync()));
    }

    /// <summary>Those that come while a server is down must not each wait for it, one after the other.</summary>
    [Theory]
    [InlineData(ProxyErrorKind.UpstreamUnreachable)]
    [InlineData(ProxyErrorKind.Timeout)]
    public async Task Get_Unreachable_IsAskedAgainAfterASecond(ProxyErrorKind kind)
    {
        await FailsAsync(kind);
        await FailsAsync(kind);
        Assert.Equal(1, _fetches);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await GetAsync(() => FetchAsync()));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Drop_WorksOnceInAWhile()
    {
        var first = await GetAsync(() => FetchAsync());
        Assert.True(_slot.Drop(first));
        Assert.False(_slot.Drop(first));
        var second = await GetAsync(() => FetchAsync());

        Assert.NotSame(first, second);
        Assert.False(_slot.Drop(second));
        _time.Advance(_refusedFor);
        Assert.True(_slot.Drop(second));
    }

    [Theory]
    [InlineData(60, 5, 55)]
    [InlineData(8, 5, 4)]
    [InlineData(60, 0, 60)]
    public void RefreshTime_IsEarly_ButNotBeforeHalfOfTheLife(int lifetime, int early, int expected) => Assert.Equal(
        DateTimeOffset.UnixEpoch.AddMinutes(expected),
        ExchangeResult.RefreshTime(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(lifetime), TimeSpan.FromMinutes(early)));

    [Fact]
    public async Task GiveWay_ManyRefusedAtOnce_AllMayTryAgain()
    {
        const int Rounds = 5_000;
        var slots = Enumerable.Range(0, Rounds).Select(_ => new Slot<SomeResult>(_time, _refusedFor)).ToArray();
        var used = await Task.WhenAll(slots.Select(slot => slot.GetAsync(() => FetchAsync(), fresh: false, TestContext.Current.CancellationToken).AsTask()));
        var arrived = 0;
        int CountRefused()
        {
            var count = 0;
            for (var round = 0; round < Rounds; round++)
            {
                Interlocked.Increment(ref arrived);
                var spin = default(SpinWait);
                while (Volatile.Read(ref arrived) < 2 * (round + 1)) // Both at once, as near as can be.
                {
                    spin.SpinOnce(sleep1Threshold: -1);
                }

                count += slots[round].GiveWay(used[round]) ? 0 : 1;
            }

            return count;
        }

        // Threads of their own, or they would wait for the pool in turn.
        Task<int> OnAThread() => Task.Factory.StartNew(CountRefused, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var refused = await Task.WhenAll(OnAThread(), OnAThread()).Soon();
        Assert.Equal(0, refused.Sum());
    }

    [Fact]
    public async Task GiveWay_RefusedAgainAtOnce_DoesNot()
    {
        Assert.True(_slot.GiveWay(await GetAsync(() => FetchAsync())));
        Assert.False(_slot.GiveWay(await GetAsync(() => FetchAsync())));
        _time.Advance(_refusedFor);
        Assert.True(_slot.GiveWay(await GetAsync(() => FetchAsync())));
    }

    private Task<SomeResult> GetAsync(Func<Task<SomeResult>> fetch) => _slot.GetAsync(fetch, fresh: false, TestContext.Current.CancellationToken).AsTask().Soon();

    private async Task FailsAsync(ProxyErrorKind kind) => await Assert.ThrowsAsync<ProxyErrorException>(() => GetAsync(() => FailAsync(kind)));

    private async Task<SomeResult> FetchAsync(Task? gate = null)
    {
        Interlocked.Increment(ref _fetches);
        await (gate ?? Task.CompletedTask);
        var now = _time.GetUtcNow();
        return new SomeResult { ObtainedAt = now, RefreshAt = now.AddMinutes(55), ExpiresAt = now.AddMinutes(60) };
    }

    private async Task<SomeResult> FailAsync(ProxyErrorKind kind, TaskCompletionSource? told = null, Task? gate = null)
    {
        await (gate ?? Task.CompletedTask);
        Interlocked.Increment(ref _fetches);
        await Task.Yield();
        told?.SetResult();
        throw new ProxyErrorException(new ProxyError(kind, "some_code", "It failed."));
    }

    private sealed class SomeResult : ExchangeResult;
}

using McpProxy.State;
using McpProxy.Testing;

namespace McpProxy.UnitTests.State;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    private readonly TestTimeProvider _time = new();
    private readonly MemoryStateStore _sut;
    private long _maxEventBytes = long.MaxValue;

    public MemoryStateStoreTests() => _sut = new MemoryStateStore(_time, () => _maxEventBytes);

    [Fact]
    public async Task Append_BeyondAllLogsTogether_RemovesThoseLongestWithoutAnEvent()
    {
        _maxEventBytes = 3000;
        var limits = new StateLogLimits(100_000, TimeSpan.FromHours(1));
        foreach (var log in (string[])["a", "b", "a", "c"])
        {
            await _sut.Logs.AppendAsync(log, new byte[600], limits);
        }

        await _sut.Logs.AppendAsync("d", new byte[10], limits);

        int[] kept = await Task.WhenAll(((string[])["a", "b", "c", "d"]).Select(async log => (await _sut.Logs.ReadAsync(log, 0, 10)).Events.Count));
        Assert.Equal([2, 0, 1, 1], kept);
    }

    [Fact]
    public async Task Append_LargerThanEverything_KeepsNothing()
    {
        _maxEventBytes = 100;

        await _sut.Logs.AppendAsync("a", new byte[1000], new StateLogLimits(100_000, TimeSpan.FromHours(1)));

        Assert.Equal(0, (await _sut.Logs.ReadAsync("a", 0, 10)).LastNumber);
    }

    [Fact]
    public async Task Set_TimeToLiveIsZero_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _sut.Records.SetAsync("a", default, TimeSpan.Zero));

    private protected override IStateStore Replica() => _sut;

    private protected override Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}

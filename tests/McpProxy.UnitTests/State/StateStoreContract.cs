using System.Text;
using McpProxy.State;

namespace McpProxy.UnitTests.State;

/// <summary>What every <see cref="IStateStore"/> does. A store's tests derive from it; names are unique per test, so the tests may share one server.</summary>
public abstract class StateStoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly string _name = Guid.NewGuid().ToString("N");

    /// <summary>The store; two calls give what two replicas would have.</summary>
    private protected abstract IStateStore Replica();

    /// <summary>Lets time pass for the store: by its clock, or by waiting.</summary>
    private protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task Set_ThenGetElsewhere_FindsTheBytes()
    {
        var written = Bytes("one");
        var version = await Replica().Records.SetAsync(_name, written, Long);
        written[0] = 0;

        var record = await Replica().Records.GetAsync(_name);

        Assert.True(version > 0);
        Assert.Equal((version, "one"), (record!.Value.Version, Text(record.Value.Value)));
    }

    [Fact]
    public async Task Get_NeverWritten_IsNull() => Assert.Null(await Replica().Records.GetAsync(_name));

    [Fact]
    public async Task TrySet_VersionsDecide()
    {
        var records = Replica().Records;
        Assert.Null(await records.TrySetAsync(_name, Bytes("x"), 5, Long));
        var first = await records.TrySetAsync(_name, Bytes("1"), 0, Long);
        Assert.NotNull(first);
        Assert.Null(await records.TrySetAsync(_name, Bytes("x"), 0, Long));

        var second = await Replica().Records.TrySetAsync(_name, Bytes("2"), first.Value, Long);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await records.TrySetAsync(_name, Bytes("x"), first.Value, Long));
        Assert.Equal("2", Text((await records.GetAsync(_name))!.Value.Value));
    }

    [Fact]
    public async Task TrySet_RemovedAndWrittenAgain_IsAnotherVersion()
    {
        var records = Replica().Records;
        var first = await records.SetAsync(_name, Bytes("1"), Long);
        await records.RemoveAsync(_name);
        await records.SetAsync(_name, Bytes("1"), Long);

        Assert.Null(await records.TrySetAsync(_name, Bytes("2"), first, Long));
    }

    [Fact]
    public async Task TrySet_ManyAtOnce_LosesNone()
    {
        await Replica().Records.SetAsync(_name, Bytes("0"), Long);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(AddTenAsync)));

        Assert.Equal("80", Text((await Replica().Records.GetAsync(_name))!.Value.Value));

        async Task AddTenAsync()
        {
            var records = Replica().Records;
            for (var done = 0; done < 10;)
            {
                var read = (await records.GetAsync(_name))!.Value;
                var next = Bytes((int.Parse(Text(read.Value)) + 1).ToString());
                done += await records.TrySetAsync(_name, next, read.Version, Long) is null ? 0 : 1;
            }
        }
    }

    [Fact]
    public async Task Record_TimeToLivePassed_IsGone()
    {
        var records = Replica().Records;
        await records.SetAsync(_name, Bytes("x"), TimeSpan.FromSeconds(1));

        await PassAsync(TimeSpan.FromSeconds(1));

        Assert.Null(await records.GetAsync(_name));
        Assert.False(await records.TouchAsync(_name, Long));
        Assert.False(await records.RemoveAsync(_name));
        Assert.NotNull(await records.TrySetAsync(_name, Bytes("y"), 0, Long));
    }

    [Fact]
    public async Task Touch_BeginsTheTimeAnew()
    {
        var records = Replica().Records;
        await records.SetAsync(_name, Bytes("x"), TimeSpan.FromSeconds(1));

        Assert.True(await Replica().Records.TouchAsync(_name, TimeSpan.FromSeconds(10)));
        await PassAsync(TimeSpan.FromSeconds(2));

        Assert.NotNull(await records.GetAsync(_name));
    }

    [Fact]
    public async Task Remove_TellsWhetherItWasThere()
    {
        var records = Replica().Records;
        await records.SetAsync(_name, Bytes("x"), Long);

        Assert.True(await Replica().Records.RemoveAsync(_name));
        Assert.False(await records.RemoveAsync(_name));
        Assert.Null(await records.GetAsync(_name));
    }

    [Fact]
    public async Task Append_FromSeveralReplicas_NumbersWithoutGaps()
    {
        for (var i = 1; i <= 6; i++)
        {
            Assert.Equal(i, await Replica().Logs.AppendAsync(_name, Bytes($"e{i}"), new StateLogLimits(1000, Long)));
        }

        var page = await Replica().Logs.ReadAsync(_name, 2, 3);

        Assert.Equal(["3:e3", "4:e4", "5:e5"], page.Events.Select(e => $"{e.Number}:{Text(e.Data)}"));
        Assert.Equal(6, page.LastNumber);
        Assert.False(page.HasGapAfter(2));
        Assert.Equal([6], (await Replica().Logs.ReadAsync(_name, 5, 3)).Events.Select(e => e.Number));
        Assert.False((await Replica().Logs.ReadAsync(_name, 6, 3)).HasGapAfter(6));
    }

    [Fact]
    public async Task Append_BeyondItsBytes_DropsTheOldestAndKeepsCounting()
    {
        var logs = Replica().Logs;
        for (var i = 0; i < 10; i++)
        {
            await logs.AppendAsync(_name, new byte[100], new StateLogLimits(350, Long));
        }

        var page = await logs.ReadAsync(_name, 0, 100);

        Assert.Equal([8, 9, 10], page.Events.Select(e => e.Number));
        Assert.True(page.HasGapAfter(0));
        Assert.False((await logs.ReadAsync(_name, 7, 100)).HasGapAfter(7));
    }

    [Fact]
    public async Task Append_LargerThanTheLimit_IsNumberedAndNotKept()
    {
        var logs = Replica().Logs;
        await logs.AppendAsync(_name, Bytes("a"), new StateLogLimits(10, Long));

        Assert.Equal(2, await logs.AppendAsync(_name, new byte[11], new StateLogLimits(10, Long)));

        var page = await logs.ReadAsync(_name, 1, 10);
        Assert.Empty(page.Events);
        Assert.True(page.HasGapAfter(1));
        Assert.Equal(3, await logs.AppendAsync(_name, Bytes("c"), new StateLogLimits(10, Long)));
    }

    [Fact]
    public async Task Append_NoBytes_IsAnEvent()
    {
        await Replica().Logs.AppendAsync(_name, default, new StateLogLimits(10, Long));

        Assert.Equal([1], (await Replica().Logs.ReadAsync(_name, 0, 10)).Events.Select(e => e.Number));
    }

    [Fact]
    public async Task Log_TimeToLivePassed_IsGone()
    {
        var logs = Replica().Logs;
        await logs.AppendAsync(_name, Bytes("x"), new StateLogLimits(10, TimeSpan.FromSeconds(1)));
        Assert.True(await logs.TouchAsync(_name, TimeSpan.FromSeconds(3)));

        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Single((await logs.ReadAsync(_name, 0, 10)).Events);
        await PassAsync(TimeSpan.FromSeconds(1));

        var page = await logs.ReadAsync(_name, 1, 10);
        Assert.Equal((0, true), (page.LastNumber, page.HasGapAfter(1)));
        Assert.False(await logs.TouchAsync(_name, Long));
    }

    [Fact]
    public async Task RemoveLog_TellsWhetherItWasThere()
    {
        var logs = Replica().Logs;
        await logs.AppendAsync(_name, Bytes("x"), new StateLogLimits(10, Long));

        Assert.True(await logs.RemoveAsync(_name));
        Assert.False(await logs.RemoveAsync(_name));
        Assert.Equal(0, (await logs.ReadAsync(_name, 0, 10)).LastNumber);
    }

    [Fact]
    public async Task Publish_EveryListenerHearsItInOrder()
    {
        var (first, second) = (new Listener(3), new Listener(3));
        await using var one = await Replica().Channels.SubscribeAsync(_name, first.Receive);
        await using var two = await Replica().Channels.SubscribeAsync(_name, second.Receive);
        await using var other = await Replica().Channels.SubscribeAsync(_name + "-other", m => throw new InvalidOperationException(Text(m)));
        var channels = Replica().Channels;

        foreach (var message in (string[])["1", "2", "3"])
        {
            await channels.PublishAsync(_name, Bytes(message));
        }

        Assert.Equal(["1", "2", "3"], await first.Heard);
        Assert.Equal(["1", "2", "3"], await second.Heard);
    }

    [Fact]
    public async Task Publish_SubscriptionEnded_ReachesTheOthersAlone()
    {
        var (first, second) = (new Listener(1), new Listener(2));
        var one = await Replica().Channels.SubscribeAsync(_name, first.Receive);
        await using var two = await Replica().Channels.SubscribeAsync(_name, second.Receive);
        await Replica().Channels.PublishAsync(_name, Bytes("1"));
        await first.Heard;

        await one.DisposeAsync();
        await one.DisposeAsync();
        await Replica().Channels.PublishAsync(_name, Bytes("2"));

        Assert.Equal(2, (await second.Heard).Count);
        Assert.Equal(["1"], first.All);
    }

    [Fact]
    public async Task Publish_NobodyListens_IsLost() => await Replica().Channels.PublishAsync(_name, Bytes("x"));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>Completes when it has heard so many messages.</summary>
    private sealed class Listener(int count)
    {
        private readonly TaskCompletionSource<List<string>> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> All { get; } = [];

        public Task<List<string>> Heard => _heard.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void Receive(ReadOnlyMemory<byte> message)
        {
            lock (All)
            {
                All.Add(Text(message));
                if (All.Count == count)
                {
                    _heard.TrySetResult([.. All]);
                }
            }
        }
    }
}

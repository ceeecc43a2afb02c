using System.Collections.Concurrent;
using McpProxy.Lifecycle;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Lifecycle;

public sealed class LifecyclePartsTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _events = new();
    private readonly TestTimeProvider _time = new();
    private readonly ServiceCollection _services = new();
    private ServiceProvider? _provider;

    [Fact]
    public async Task Start_Parts_InOrderAndStopInReverse()
    {
        Add("one");
        Add("two", isCritical: true);
        Add("three");
        var parts = Build();

        await parts.StartAsync(CancellationToken.None);
        await parts.StartAsync(CancellationToken.None);
        await parts.StopAsync();
        await parts.StopAsync();

        Assert.Equal(["start one", "start two", "start three", "stop three", "stop two", "stop one"], _events);
    }

    [Fact]
    public async Task Start_OneAheadOfTheOthers_IsStoppedLast()
    {
        Add("one");
        var two = Add("two");
        var parts = Build();

        await parts.StartAsync(two, CancellationToken.None);
        await parts.StartAsync(CancellationToken.None);
        await parts.StopAsync();

        Assert.Equal(["start two", "start one", "stop one", "stop two"], _events);
    }

    [Fact]
    public async Task Start_CriticalPartFails_EndsTheStartWithItsReason()
    {
        Add("one");
        Add("two", isCritical: true).OnStart = _ => throw new InvalidOperationException("No disk.");
        Add("three");
        var parts = Build();

        var failure = await Assert.ThrowsAsync<LifecyclePartException>(() => parts.StartAsync(CancellationToken.None));
        await parts.DisposeAsync();

        Assert.Equal("'two' cannot start: No disk.", failure.Message);
        Assert.Equal(["start one", "start two", "stop one"], _events);
    }

    [Fact]
    public async Task Start_OptionalPartFails_TheOthersRunAndItIsTriedAgainWithGrowingPauses()
    {
        var healthy = false;
        Add("one").OnStart = _ => healthy ? Task.CompletedTask : throw new InvalidOperationException("secret host");
        Add("two");
        var parts = Build();

        await parts.StartAsync(CancellationToken.None);
        Assert.Equal(["start one", "start two"], _events);
        Assert.Equal(
            new PartHealth(PartState.Failed, "'one' did not start (InvalidOperationException) and is tried again; the log says more."),
            parts.Examine().First().Health);

        await AdvanceToAttemptAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _events.Count);
        await AdvanceToAttemptAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _events.Count);
        healthy = true;
        await AdvanceToAttemptAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(PartHealth.Healthy, parts.Examine().First().Health);
        await parts.StopAsync();
        Assert.Equal(["start one", "start two", "start one", "start one", "stop two", "stop one"], _events);
    }

    [Fact]
    public async Task Start_OptionalPartHangs_IsGivenUpAfter30Seconds()
    {
        Add("one").OnStart = c => Task.Delay(Timeout.Infinite, c);
        Add("two");
        var parts = Build();

        var start = parts.StartAsync(CancellationToken.None);
        await _time.WhenPendingAsync(1).Soon();
        _time.Advance(TimeSpan.FromSeconds(30));
        await start.Soon();

        Assert.Equal(["start one", "start two"], _events);
        Assert.Equal(PartState.Failed, parts.Examine().First().Health.State);
    }

    [Fact]
    public async Task Stop_PartFailsOrHangs_TheOthersAreStopped()
    {
        Add("one");
        Add("two").OnStop = _ => Task.Delay(Timeout.Infinite, CancellationToken.None);
        Add("three").OnStop = _ => throw new InvalidOperationException();
        var parts = Build();
        await parts.StartAsync(CancellationToken.None);

        var stop = parts.StopAsync();
        await _time.WhenPendingAsync(1).Soon();
        _time.Advance(TimeSpan.FromSeconds(5));
        await stop.Soon();

        Assert.Equal(["stop three", "stop two", "stop one"], _events.Skip(3));
    }

    [Fact]
    public async Task Stop_WhileAPartIsTriedAgain_EndsTheAttempts()
    {
        Add("one").OnStart = _ => throw new InvalidOperationException();
        var parts = Build();
        await parts.StartAsync(CancellationToken.None);

        await parts.StopAsync().Soon();
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(["start one"], _events);
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }

    private RecordingPart Add(string name, bool isCritical = false)
    {
        var part = new RecordingPart(name, _events, isCritical);
        _services.AddSingleton<ILifecyclePart>(part);
        return part;
    }

    private LifecycleParts Build()
    {
        _services.AddLogging();
        _services.AddSingleton<TimeProvider>(_time);
        _services.AddLifecycle();
        _provider = _services.BuildServiceProvider();
        return _provider.GetRequiredService<LifecycleParts>();
    }

    /// <summary>Moves the clock when the next attempt waits for it, and waits until it was made.</summary>
    private async Task AdvanceToAttemptAsync(TimeSpan time)
    {
        await _time.WhenPendingAsync(1).Soon();
        _time.Advance(time);
    }
}

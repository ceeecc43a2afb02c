using McpProxy.Dispatch;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Dispatch;

public sealed class CallDeadlinesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public void Start_AfterACallThatEnded_UsesItsSourceAgain()
    {
        var deadlines = new CallDeadlines(TimeProvider.System);
        var first = deadlines.Start(Long);
        first.Dispose();

        using var second = deadlines.Start(Long);

        Assert.Same(first.Source, second.Source);
        Assert.False(second.Source.IsCancellationRequested);
    }

    [Fact]
    public void Start_AfterACallThatWasAborted_UsesAnotherSource()
    {
        var deadlines = new CallDeadlines(TimeProvider.System);
        var first = deadlines.Start(Long);
        first.Source.Cancel();
        first.Dispose();

        using var second = deadlines.Start(Long);

        Assert.NotSame(first.Source, second.Source);
        Assert.False(second.Source.IsCancellationRequested);
    }

    [Fact]
    public void Start_RegistrationsOfTheCallBefore_AreForgotten()
    {
        var deadlines = new CallDeadlines(TimeProvider.System);
        var first = deadlines.Start(Long);
        var called = false;
        first.Source.Token.Register(() => called = true);
        first.Dispose();

        using var second = deadlines.Start(Long);
        second.Source.Cancel();

        Assert.False(called);
    }

    [Fact]
    public void Start_AClockOfItsOwn_CancelsByThatClock()
    {
        var time = new TestTimeProvider();
        using var deadline = new CallDeadlines(time).Start(Long);

        time.Advance(Long);

        Assert.True(deadline.Source.IsCancellationRequested);
    }
}

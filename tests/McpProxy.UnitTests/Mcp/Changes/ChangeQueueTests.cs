using McpProxy.Mcp.Changes;

namespace McpProxy.UnitTests.Mcp.Changes;

public sealed class ChangeQueueTests
{
    private static readonly Change Tools = new(ChangeKind.ToolsList);
    private static readonly Change First = new(ChangeKind.ResourceUpdated, "a:1");
    private static readonly Change Second = new(ChangeKind.ResourceUpdated, "a:2");
    private readonly ChangeQueue _sut = new();

    [Fact]
    public void TryTake_ChangesHappenedSeveralTimes_GivesEachOnceInTheirFirstOrder()
    {
        foreach (var change in new[] { First, Tools, First, Second, Tools })
        {
            _sut.Add(change);
        }

        Assert.Equal([First, Tools, Second], TakeAll());
    }

    /// <summary>Who has been told to stop takes nothing, and must not be told again and again that there is something to take.</summary>
    [Fact]
    public async Task WaitAsync_ToldToStopWithAChangeThere_SaysSo()
    {
        _sut.Add(First);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _sut.WaitAsync(new CancellationToken(canceled: true)));

        Assert.Equal([First], TakeAll());
    }

    [Fact]
    public void Return_ChangeThatCouldNotBeTold_ComesFirstAgainAndOnce()
    {
        _sut.Add(First);
        _sut.Add(Second);
        Assert.True(_sut.TryTake(out var taken));
        _sut.Return(taken);
        _sut.Return(taken);

        Assert.Equal([First, Second], TakeAll());
    }

    [Fact]
    public async Task WaitAsync_ChangeComesLater_Ends()
    {
        var waiting = _sut.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        _sut.Add(Tools);

        await waiting;
        Assert.True(_sut.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_LeavesTheQueueUsable()
    {
        using var cancelled = new CancellationTokenSource();
        var waiting = _sut.WaitAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _sut.Add(Tools);

        Assert.Equal([Tools], TakeAll());
    }

    private List<Change> TakeAll()
    {
        var taken = new List<Change>();
        while (_sut.TryTake(out var change))
        {
            taken.Add(change);
        }

        return taken;
    }
}

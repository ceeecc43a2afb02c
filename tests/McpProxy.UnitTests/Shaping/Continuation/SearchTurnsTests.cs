using McpProxy.Shaping.Continuation;

namespace McpProxy.UnitTests.Shaping.Continuation;

public sealed class SearchTurnsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Caller_SearchesOneAtATime_AndHoldsUpNobodyElse()
    {
        using var turns = new SearchTurns(2);
        var first = await turns.EnterAsync("ada", Cancel);
        var second = turns.EnterAsync("ada", Cancel).AsTask();

        Assert.False(second.IsCompleted);
        using (await turns.EnterAsync("bob", Cancel))
        {
            Assert.False(second.IsCompleted);
        }

        first!.Dispose();
        first.Dispose(); // once is enough
        using var entered = await second;
        Assert.NotNull(entered);
    }

    [Fact]
    public async Task Callers_TogetherHaveSoManyPlaces()
    {
        using var turns = new SearchTurns(1);
        var first = await turns.EnterAsync("ada", Cancel);
        var other = turns.EnterAsync("bob", Cancel).AsTask();

        Assert.False(other.IsCompleted);
        first!.Dispose();
        Assert.NotNull(await other);
    }

    [Fact]
    public async Task Flood_IsRefused_AndWhoLeavesMakesRoom()
    {
        using var turns = new SearchTurns(1);
        var first = await turns.EnterAsync("ada", Cancel);
        using var gone = new CancellationTokenSource();
        var waiting = Enumerable.Range(1, SearchTurns.MaxPerCaller - 1).Select(_ => turns.EnterAsync("ada", gone.Token).AsTask()).ToList();

        var refused = turns.EnterAsync("ada", Cancel).AsTask();
        Assert.True(refused.IsCompleted);
        Assert.Null(await refused);
        await gone.CancelAsync();
        foreach (var one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        var next = turns.EnterAsync("ada", Cancel).AsTask();
        first!.Dispose();
        Assert.NotNull(await next);
    }
}

namespace McpProxy.UnitTests.Exchange;

public sealed class ProxyExchangeTests
{
    private readonly ProxyExchange _sut = new();

    [Fact]
    public void Offer_WeakerAfterStronger_IsRefused()
    {
        Assert.True(_sut.Offer(ContextValue.Region, "eu", ContextSource.Request));
        Assert.False(_sut.Offer(ContextValue.Region, "na", ContextSource.Default));
        Assert.Equal(("eu", ContextSource.Request), (_sut.Region, _sut.RegionSource));
    }

    [Fact]
    public void Offer_StrongerAfterWeaker_Counts()
    {
        _sut.Offer(ContextValue.Region, "na", ContextSource.Request);
        Assert.True(_sut.Offer(ContextValue.Region, "eu", ContextSource.Bound));
        Assert.Equal(("eu", ContextSource.Bound), (_sut.Region, _sut.RegionSource));
    }

    [Fact]
    public void Offer_Null_TakesBackWhatTheSameSourceSaidOnly()
    {
        _sut.Offer(ContextValue.Profile, "1", ContextSource.Session);
        Assert.False(_sut.Offer(ContextValue.Profile, null, ContextSource.Default));
        Assert.True(_sut.Offer(ContextValue.Profile, null, ContextSource.Session));
        Assert.Equal((null, ContextSource.None), (_sut.Profile, _sut.ProfileSource));
        Assert.True(_sut.Offer(ContextValue.Profile, "2", ContextSource.Default));
    }

    [Fact]
    public void Items_ManyAndReplaced_AreFoundByTheirExactName()
    {
        var exchange = new ProxyExchange();
        for (var i = 0; i < 20; i++)
        {
            exchange.SetItem($"item_{i}", "before");
            exchange.SetItem($"item_{i}", $"value {i}");
        }

        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal($"value {i}", exchange.GetItem($"item_{i}")));
        Assert.Null(exchange.GetItem("Item_1"));
        Assert.Null(new ProxyExchange().GetItem("item_1"));
    }
}

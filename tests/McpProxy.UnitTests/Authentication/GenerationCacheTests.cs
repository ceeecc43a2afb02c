using McpProxy.Authentication.Schemes;

namespace McpProxy.UnitTests.Authentication;

public sealed class GenerationCacheTests
{
    [Fact]
    public void TryGet_WhatWasSet_IsThere()
    {
        var cache = new GenerationCache<string>(2);

        cache.Set(Digest.Of("a"), "A");
        cache.Set(Digest.Of("a"), "AA");

        Assert.True(cache.TryGet(Digest.Of("a"), out var value));
        Assert.Equal("AA", value);
        cache.Remove(Digest.Of("a"));
        Assert.False(cache.TryGet(Digest.Of("a"), out _));
    }

    [Fact]
    public void Set_ManyMoreThanFit_KeepsWhatIsUsedAndDropsTheRest()
    {
        var cache = new GenerationCache<string>(100);
        cache.Set(Digest.Of("used"), "yes");
        cache.Set(Digest.Of("unused"), "no");

        for (var i = 0; i < 10_000; i++)
        {
            cache.Set(Digest.Of($"{i}"), "x");
            Assert.True(cache.TryGet(Digest.Of("used"), out _));
        }

        Assert.False(cache.TryGet(Digest.Of("unused"), out _));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => cache.TryGet(Digest.Of($"{i}"), out _)), 1, 200);
    }

    [Fact]
    public void Digest_OfTheVector_IsItsHash()
    {
        const string Hash = "33e0f892d5622e3fc1ba231fca92922e461a485274f558691f9c003eee1c3a3c";
        var digest = Digest.Of("pk_live_" + new string('A', 32));

        Assert.Equal(Hash, digest.ToString());
        Assert.True(Digest.TryParse(Hash.ToUpperInvariant(), out var parsed));
        Assert.Equal(digest, parsed);
        Assert.False(Digest.TryParse(Hash.AsSpan(1), out _));
        Assert.False(Digest.TryParse(Hash.Replace("33e0", "g3e0", StringComparison.Ordinal), out _));
        Assert.Equal(64, Digest.Of(new string('ä', 5000)).ToString().Length);
    }
}

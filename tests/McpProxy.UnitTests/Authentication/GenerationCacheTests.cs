using McpProxy.Authentication.Schemes;
using McpProxy.Credentials;

namespace McpProxy.UnitTests.Authentication;

public sealed class GenerationCacheTests
{
    [Fact]
    public void TryGet_WhatWasSet_IsThere()
    {
        var cache = new GenerationCache<string>(2);

        cache.Set(CredentialDigest.Of("a"), "A");
        cache.Set(CredentialDigest.Of("a"), "AA");

        Assert.True(cache.TryGet(CredentialDigest.Of("a"), out var value));
        Assert.Equal("AA", value);
        cache.Remove(CredentialDigest.Of("a"));
        Assert.False(cache.TryGet(CredentialDigest.Of("a"), out _));
    }

    [Fact]
    public void Set_ManyMoreThanFit_KeepsWhatIsUsedAndDropsTheRest()
    {
        var cache = new GenerationCache<string>(100);
        cache.Set(CredentialDigest.Of("used"), "yes");
        cache.Set(CredentialDigest.Of("unused"), "no");

        for (var i = 0; i < 10_000; i++)
        {
            cache.Set(CredentialDigest.Of($"{i}"), "x");
            Assert.True(cache.TryGet(CredentialDigest.Of("used"), out _));
        }

        Assert.False(cache.TryGet(CredentialDigest.Of("unused"), out _));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => cache.TryGet(CredentialDigest.Of($"{i}"), out _)), 1, 200);
    }
}

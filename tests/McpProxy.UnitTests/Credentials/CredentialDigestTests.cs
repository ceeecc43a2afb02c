using System.Security.Cryptography;
using System.Text;
using McpProxy.Credentials;

namespace McpProxy.UnitTests.Credentials;

public sealed class CredentialDigestTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(340)]
    [InlineData(10_000)]
    public void Of_ATextOfAnyLength_IsItsSha256(int length)
    {
        var text = string.Concat(Enumerable.Repeat("aä€", length))[..length];
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var digest = CredentialDigest.Of(text);
        Assert.Equal(expected, digest.ToString());
        Assert.True(CredentialDigest.TryParse(expected, out var read));
        Assert.Equal(digest, read);
        Assert.NotEqual(digest, CredentialDigest.Of(text + "x"));
    }

    [Fact]
    public void TryParse_UpperCase_IsTheSame()
    {
        const string Hash = "33e0f892d5622e3fc1ba231fca92922e461a485274f558691f9c003eee1c3a3c"; // The vector of an API key's digest.
        Assert.True(CredentialDigest.TryParse(Hash.ToUpperInvariant(), out var parsed));
        Assert.Equal(CredentialDigest.Of("pk_live_" + new string('A', 32)), parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void TryParse_WhatIsNoHash_IsRefused(string text) => Assert.False(CredentialDigest.TryParse(text, out _));
}

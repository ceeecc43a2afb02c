using System.Security.Cryptography;
using System.Text;
using McpProxy.Plugins.Credentials.TokenExchange.Running;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

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

    /// <summary>Other tools name a token by this text too, or by its first eight digits.</summary>
    [Fact]
    public void Of_AnOpenBridgeToken_IsItsFingerprint()
    {
        var subject = Subject.Of("acct:secret-token-0123456789".AsMemory(), isCallers: true);

        Assert.Equal("8cd54ddb1d12f8e0b48f283c7c6e8eabc715f5a77e6ef42f3c553f4ac1ed154b", subject.Fingerprint);
        Assert.Equal("8cd54ddb", subject.LogName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void TryParse_WhatIsNoHash_IsRefused(string text) => Assert.False(CredentialDigest.TryParse(text, out _));

    [Fact]
    public void Subject_SaysNothingOfTheCredential()
    {
        var subject = Subject.Of("Bearer secret".AsMemory(7), isCallers: true);
        Assert.Equal("secret", subject.Text);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("secret"u8)), subject.Fingerprint);
        Assert.Equal(subject.Fingerprint[..8], subject.ToString());
        Assert.Equal("none", Subject.None.ToString());
        Assert.Equal("", Subject.None.Fingerprint);
        Assert.Null(Subject.None.Text);
    }
}

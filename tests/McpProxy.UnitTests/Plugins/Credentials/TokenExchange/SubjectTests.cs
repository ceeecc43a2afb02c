using System.Security.Cryptography;
using McpProxy.Plugins.Credentials.TokenExchange.Running;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

public sealed class SubjectTests
{
    /// <summary>Other tools name a token by this text too, or by its first eight digits.</summary>
    [Fact]
    public void Fingerprint_OfAnOpenBridgeToken_IsItsHash()
    {
        var subject = Subject.Of("acct:secret-token-0123456789".AsMemory(), isCallers: true);

        Assert.Equal("8cd54ddb1d12f8e0b48f283c7c6e8eabc715f5a77e6ef42f3c553f4ac1ed154b", subject.Fingerprint);
        Assert.Equal("8cd54ddb", subject.LogName);
    }

    [Fact]
    public void Text_OfASubject_SaysNothingOfTheCredential()
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

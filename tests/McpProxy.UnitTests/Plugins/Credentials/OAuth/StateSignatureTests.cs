using System.Text;
using McpProxy.Plugins.Credentials.OAuth.Flows;

namespace McpProxy.UnitTests.Plugins.Credentials.OAuth;

public sealed class StateSignatureTests
{
    [Fact]
    public void Sign_KnownVector() => Assert.Equal(
        "e8fb495782bbb16de16714d9bbed471a1c024753740b159423d08529e8e6a23d",
        StateSignature.Sign(Encoding.ASCII.GetBytes(new string('k', 32)), "base", "nonce", "https://a/b"));

    [Fact]
    public void Create_IsRandomAndAsLongAsItShouldBe()
    {
        Assert.Matches("^[A-Za-z0-9_-]{43}$", StateSignature.CreateBase());
        Assert.NotEqual(StateSignature.CreateBase(), StateSignature.CreateBase());
        Assert.Matches("^[0-9a-f]{32}$", StateSignature.CreateNonce());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/.e8fb495782bbb16de16714d9bbed471a1c024753740b159423d08529e8e6a23d")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-e8fb495782bbb16de16714d9bbed471a1c024753740b159423d08529e8e6a23d")]
    public void Split_Malformed_IsNot(string state) => Assert.False(StateSignature.TrySplit(state, out _, out _));

    /// <summary>RFC 7636, appendix B.</summary>
    [Fact]
    public void Challenge_OfTheRfc() => Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    [Fact]
    public void Verifier_HasTheLengthAndCharactersOfTheRfc() => Assert.Matches("^[A-Za-z0-9_-]{43,128}$", Pkce.CreateVerifier());
}

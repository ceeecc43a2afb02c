using System.Text.RegularExpressions;
using McpProxy.Authentication.Schemes;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Authentication;

public sealed class PartnerTokenSchemeTests
{
    /// <summary>The form of OpenBridge's tokens, as <c>config/examples/openbridge.json</c> writes it.</summary>
    private static readonly Regex _keyAndSecret = new("^(?:[^:\\s]+:[^:\\s]+)$", RegexOptions.NonBacktracking);

    [Theory]
    [InlineData("Bearer acct:secret-token-0123456789", true)]
    [InlineData("bearer acct:secret-token-0123456789", true)]
    [InlineData("Bearer a:b", false)] // Too short.
    [InlineData("Bearer acct-secret-token-0123456789", false)]
    [InlineData("Bearer acct:secret token-0123456789", false)]
    [InlineData("acct:secret-token-0123456789", false)] // Not a bearer's.
    [InlineData("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl", false)]
    public async Task Authenticate_TokenOfAForm_IsAPartners(string authorization, bool isPartner) =>
        Assert.Equal(isPartner, await IsCallerAsync(_keyAndSecret, authorization));

    [Theory]
    [InlineData("Bearer opaque-token-0123456789", true)]
    [InlineData("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl", false)]
    public async Task Authenticate_NoFormIsWritten_TakesAnythingButJwts(string authorization, bool isPartner) =>
        Assert.Equal(isPartner, await IsCallerAsync(form: null, authorization));

    [Fact]
    public async Task Authenticate_CallersOfTwoTokens_AreTwoWhoHaveProvedNothing()
    {
        var sut = Scheme(_keyAndSecret);

        var first = (await sut.AuthenticateAsync(Request("Bearer acct:secret-token-0123456789"))).Caller!;
        var same = (await sut.AuthenticateAsync(Request("Bearer acct:secret-token-0123456789"))).Caller!;
        var other = (await sut.AuthenticateAsync(Request("Bearer acct:secret-token-0123456780"))).Caller!;

        Assert.Equal("8cd54ddb1d12f8e0b48f283c7c6e8eabc715f5a77e6ef42f3c553f4ac1ed154b", first.Exchange.Principal);
        Assert.Equal(first.Exchange.Key, same.Exchange.Key);
        Assert.NotEqual(first.Exchange.Key, other.Exchange.Key);
        Assert.False(first.IsVerified);
    }

    private static async Task<bool> IsCallerAsync(Regex? form, string authorization) => (await Scheme(form).AuthenticateAsync(Request(authorization))).Caller is not null;

    private static PartnerTokenScheme Scheme(Regex? form) => new("partner", ["Authorization"], form, minLength: 21, new CallerFactory("partner", null, []));

    private static DefaultHttpContext Request(string authorization) => new() { Request = { Headers = { Authorization = authorization } } };
}

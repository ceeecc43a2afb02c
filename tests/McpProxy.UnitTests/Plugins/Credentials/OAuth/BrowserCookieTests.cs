using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.OAuth.Endpoints;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Plugins.Credentials.OAuth;

public sealed class BrowserCookieTests
{
    [Fact]
    public void Give_Https_IsBoundToTheHostAndSentOverTlsAlone()
    {
        var http = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("proxy.example") } }; // TLS ends in front.

        BrowserCookie.For(http.Request, new Uri("https://proxy.example/auth/callback"))!.Give(http.Response, TimeSpan.FromMinutes(10));

        Assert.Matches("^__Host-mcpproxy-auth=[A-Za-z0-9_-]{43}; max-age=600; path=/; secure; samesite=lax; httponly$", http.Response.Headers.SetCookie.ToString());
    }

    [Theory]
    [InlineData("inside.example", "https://proxy.example/auth/callback")]
    [InlineData("proxy.example:8443", "https://proxy.example/auth/callback")]
    [InlineData("proxy.example", "https://proxy.example:8443/auth/callback")]
    public void For_CallbackOnAnotherHost_IsNone(string host, string redirectUri)
    {
        var http = new DefaultHttpContext { Request = { Host = new HostString(host) } };

        Assert.Null(BrowserCookie.For(http.Request, new Uri(redirectUri)));
    }

    [Theory]
    [InlineData("__Host-mcpproxy-auth=short")]
    [InlineData("mcpproxy-auth=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("__Host-mcpproxy-auth=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%41%41")]
    public void Find_AnythingElse_IsNone(string cookie)
    {
        var http = new DefaultHttpContext { Request = { Headers = { Cookie = cookie } } };

        Assert.Null(BrowserCookie.Find(http.Request, new Uri("https://proxy.example/")));
    }

    [Fact]
    public void AuthorizationStart_AsText_HasNoState() =>
        Assert.DoesNotContain("secret", new AuthorizationStart(new Uri("https://idp.example/authorize?state=secret"), TimeSpan.FromMinutes(10)).ToString(), StringComparison.Ordinal);
}

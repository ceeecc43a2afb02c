using System.Net;
using McpProxy.Authentication.Schemes;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Authentication;

public sealed class LocalSchemeTests
{
    public static TheoryData<string, Action<HttpContext>, bool> Requests { get; } = new()
    {
        { "from here", _ => { }, true },
        { "over IPv6", http => http.Connection.RemoteIpAddress = IPAddress.IPv6Loopback, true },
        { "over mapped IPv4", http => http.Connection.RemoteIpAddress = IPAddress.Loopback.MapToIPv6(), true },
        { "from elsewhere", http => http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1"), false },
        { "from nowhere", http => http.Connection.RemoteIpAddress = null, false },
        { "through a proxy", http => http.Request.Headers["X-Forwarded-For"] = "127.0.0.1", false },
        { "through a proxy that says so by the book", http => http.Request.Headers["Forwarded"] = "for=127.0.0.1", false },
        { "under a name that was re-bound", http => http.Request.Host = new HostString("evil.example.com"), false },
        { "from a page of our own", http => http.Request.Headers["Sec-Fetch-Site"] = "same-origin", true },
        { "from a foreign page", http => http.Request.Headers["Sec-Fetch-Site"] = "cross-site", false },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Authenticate_KnowsWhoIsLocal(string what, Action<HttpContext> change, bool isLocal)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
        http.Request.Host = new HostString("localhost", 8000);
        change(http);

        var result = await new LocalScheme("none", new CallerFactory("none", null, [])).AuthenticateAsync(http);

        Assert.True(isLocal == (result.Caller is not null), what);
    }
}

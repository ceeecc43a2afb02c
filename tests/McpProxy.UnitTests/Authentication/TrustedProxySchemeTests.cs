using System.Security.Cryptography;
using System.Text;
using McpProxy.Authentication;
using McpProxy.Authentication.Schemes;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.UnitTests.Authentication;

public sealed class TrustedProxySchemeTests
{
    private const string Signature = "e1859a5dc979a2b60614257b1d3396b63faa6504ff9b9767181314b655220892";
    private const long SignedAt = 1700000000;

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(new string('s', 32));
    private readonly TestTimeProvider _time = new();

    public TrustedProxySchemeTests() => _time.Advance(DateTimeOffset.FromUnixTimeSeconds(SignedAt) - _time.GetUtcNow());

    [Fact]
    public void Message_OfTheVector_HasTheSignatureOfTheVector() => Assert.Equal(Signature, Sign("1700000000\nalice\nPOST\n/mcp/?a=1"));

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task Authenticate_Vector_IsAlice(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var result = await AuthenticateAsync(Request());

        Assert.Equal(("edge", "alice", ""), (result.Caller!.Exchange.Scheme, result.Caller.Exchange.Principal, result.Caller.Exchange.Tenant));
        Assert.Same(result, await AuthenticateAsync(Request()));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task Authenticate_TooLongAgoOrAhead_IsRefused(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.NotNull((await AuthenticateAsync(Request())).Refusal);
    }

    [Fact]
    public async Task Authenticate_NothingOfIt_IsNobody() => Assert.Same(CallerResult.Nobody, await AuthenticateAsync(new DefaultHttpContext()));

    public static TheoryData<string, Action<HttpContext>> Changes { get; } = new()
    {
        { "caller", http => http.Request.Headers["X-MCP-Caller"] = "bob" },
        { "method", http => http.Request.Method = "GET" },
        { "query", http => http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/mcp/?a=2" },
        { "path", http => http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/mcp?a=1" },
        { "time", http => http.Request.Headers["X-MCP-Caller-Timestamp"] = "1700000001" },
        { "time is no number", http => http.Request.Headers["X-MCP-Caller-Timestamp"] = "1700000000 " },
        { "no time", http => http.Request.Headers.Remove("X-MCP-Caller-Timestamp") },
        { "no caller", http => http.Request.Headers.Remove("X-MCP-Caller") },
        { "no signature", http => http.Request.Headers.Remove("X-MCP-Caller-Signature") },
        { "two callers", http => http.Request.Headers["X-MCP-Caller"] = new(["alice", "bob"]) },
        { "a tenant that is not signed", http => http.Request.Headers["X-Tenant"] = "acme" },
        { "short", http => http.Request.Headers["X-MCP-Caller-Signature"] = Signature[..^2] },
        { "long", http => http.Request.Headers["X-MCP-Caller-Signature"] = Signature + "00" },
        { "no digits", http => http.Request.Headers["X-MCP-Caller-Signature"] = new string('z', 64) },
        { "last digit", http => http.Request.Headers["X-MCP-Caller-Signature"] = Signature[..^1] + "3" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Authenticate_AnythingChanged_IsRefused(string what, Action<HttpContext> change)
    {
        var request = Request();
        change(request);

        var result = await AuthenticateAsync(request, tenantHeader: "X-Tenant");

        Assert.True(result is { Caller: null, Refusal.IsTemporary: false }, what);
    }

    [Fact]
    public async Task Authenticate_SignedTenant_IsTheCallers()
    {
        var request = Request(Sign("1700000000\nalice\nPOST\n/mcp/?a=1\nacme"));
        request.Request.Headers["X-Tenant"] = "acme";

        var result = await AuthenticateAsync(request, tenantHeader: "X-Tenant");

        Assert.Equal("acme", result.Caller!.Exchange.Tenant);
        Assert.Equal("acme\nedge\nalice", result.Caller.Exchange.Key);
    }

    private static string Sign(string message) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(message)));

    private ValueTask<CallerResult> AuthenticateAsync(HttpContext http, string? tenantHeader = null)
    {
        _scheme ??= new TrustedProxyScheme("edge", Secret, "X-MCP-Caller", tenantHeader, TimeSpan.FromMinutes(5), new CallerFactory("edge", null, []), _time);
        return _scheme.AuthenticateAsync(http);
    }

    private TrustedProxyScheme? _scheme;

    private static DefaultHttpContext Request(string signature = Signature)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/mcp/?a=1";
        http.Request.Headers["X-MCP-Caller"] = "alice";
        http.Request.Headers["X-MCP-Caller-Timestamp"] = "1700000000";
        http.Request.Headers["X-MCP-Caller-Signature"] = signature;
        return http;
    }
}

using System.Text.Json;
using AdsSimulator;
using McpProxy.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>Policies named on a route hold on both doors, and both doors draw on the same limits.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private RunningSimulator _simulator = null!;
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync();
        _proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "known": { "ClusterId": "ads", "AuthorizationPolicy": "known-users", "Match": { "Path": "/echo/known" } },
                  "alice": { "ClusterId": "ads", "AuthorizationPolicy": "alice-only", "Match": { "Path": "/echo/alice" } },
                  "three": { "ClusterId": "ads", "RateLimiterPolicy": "three", "Match": { "Path": "/echo/three" } },
                  "small": { "ClusterId": "ads", "MaxRequestBodySize": 20, "Match": { "Path": "/echo/small" } },
                  "queue": { "ClusterId": "ads", "RateLimiterPolicy": "queue", "Match": { "Path": "/echo/queue" } },
                  "optional": { "ClusterId": "ads", "Match": { "Path": "/echo/items/{id:int?}" } },
                  "one": { "ClusterId": "ads", "Match": { "Path": "/echo/one/{name}" } },
                  "quick": { "ClusterId": "ads", "Timeout": "00:00:00.200", "Match": { "Path": "/echo/quick" } }
                },
                "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{_simulator.BaseAddress}}" } } } }
              },
              "Mcp": {
                "Tools": {
                  "known": { "Route": "known", "Request": "GET /echo/known" },
                  "alice": { "Route": "alice", "Request": "GET /echo/alice" },
                  "three": { "Route": "three", "Request": "GET /echo/three" },
                  "small": { "Route": "small", "Request": "POST /echo/small", "Parameters": { "text": "string" } },
                  "queue": { "Route": "queue", "Request": "POST /echo/queue", "Timeout": "00:00:00.300" },
                  "optional": { "Route": "optional", "Request": "GET /echo/items" },
                  "one": { "Route": "one", "Request": "GET /echo/one/{**name}", "Parameters": { "name": "string!" } },
                  "quick": { "Route": "quick", "Request": "GET /echo/quick", "Headers": { "X-Sim-Delay-Ms": "30000" } }
                }
              }
            }
            """, builder =>
            {
                builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName)
                    .AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
                builder.Services.AddAuthorizationBuilder()
                    .AddPolicy("known-users", p => p.RequireAuthenticatedUser())
                    .AddPolicy("alice-only", p => p.AddAuthenticationSchemes(HeaderAuthenticationHandler.SchemeName).RequireClaim("sub", "alice"));
                builder.Services.AddRateLimiter(o => o
                    .AddFixedWindowLimiter("three", l => (l.PermitLimit, l.Window) = (3, TimeSpan.FromHours(1)))
                    .AddFixedWindowLimiter("queue", l => (l.PermitLimit, l.Window, l.QueueLimit) = (1, TimeSpan.FromHours(1), 10)));
            }, app => app.UseAuthentication().UseAuthorization());
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private static Action<HttpRequestMessage> As(string? user) => request =>
    {
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "User " + user);
        }
    };

    [Theory]
    [InlineData("known", null, 401)]
    [InlineData("known", "bob", 200)]
    [InlineData("alice", null, 401)]
    [InlineData("alice", "bob", 403)]
    [InlineData("alice", "alice", 200)]
    public async Task Authorization_SameCaller_SameStatusOnBothDoors(string route, string? user, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/" + route);
        As(user)(request);

        using var overHttp = await _proxy.Http.SendAsync(request);
        using var overMcp = await _proxy.SendCallAsync(route, "{}", As(user));

        Assert.Equal(status, (int)overHttp.StatusCode);
        Assert.Equal(status, (int)overMcp.StatusCode);
        Assert.Equal(overHttp.Headers.WwwAuthenticate.ToString(), overMcp.Headers.WwwAuthenticate.ToString());
        Assert.Equal(status == 401, overMcp.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task Authorization_AcceptedCredential_DoesNotReachTheUpstreamThroughTheMcpDoor()
    {
        var result = await _proxy.CallAsync("known", "{}", As("bob"));

        Assert.DoesNotContain("authorization", result.GetProperty("structuredContent").GetProperty("headers").GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RateLimiter_BothDoors_DrawOnOneLimit()
    {
        using var first = await _proxy.Http.GetAsync("/echo/three");
        var second = await _proxy.CallAsync("three");
        using var third = await _proxy.Http.GetAsync("/echo/three");
        var fourth = await _proxy.CallAsync("three");
        using var fifth = await _proxy.Http.GetAsync("/echo/three");

        Assert.True(first.IsSuccessStatusCode && third.IsSuccessStatusCode);
        Assert.False(second.GetProperty("isError").GetBoolean());
        var error = fourth.GetProperty("_meta").GetProperty("mcpproxy/error");
        Assert.Equal("rate_limited", error.GetProperty("kind").GetString());
        Assert.InRange(error.GetProperty("retryAfterSeconds").GetInt32(), 1, 3600);
        Assert.Equal(429, (int)fifth.StatusCode);
        Assert.NotNull(fifth.Headers.RetryAfter);
        Assert.Equal("rate_limited", JsonDocument.Parse(await fifth.Content.ReadAsStringAsync()).RootElement.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Timeout_OfTheRoute_EndsBothDoorsAlike()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/quick");
        request.Headers.TryAddWithoutValidation("X-Sim-Delay-Ms", "30000");

        using var overHttp = await _proxy.Http.SendAsync(request);
        var error = (await _proxy.CallAsync("quick")).GetProperty("_meta").GetProperty("mcpproxy/error");

        Assert.Equal(504, (int)overHttp.StatusCode);
        Assert.Equal("timeout", error.GetProperty("kind").GetString());
        Assert.Equal("route_timeout", error.GetProperty("code").GetString());
        Assert.Equal("route_timeout", JsonDocument.Parse(await overHttp.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task MaxRequestBodySize_OfTheRoute_HoldsOnBothDoors()
    {
        const string Large = """{"text":"0123456789012345678901234567890123456789"}""";

        using var overHttp = await _proxy.Http.PostAsync("/echo/small", new StringContent(Large));
        var error = (await _proxy.CallAsync("small", Large)).GetProperty("_meta").GetProperty("mcpproxy/error");
        var fits = await _proxy.CallAsync("small", """{"text":"short"}""");

        Assert.Equal(413, (int)overHttp.StatusCode);
        Assert.Equal("request_too_large", JsonDocument.Parse(await overHttp.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        Assert.Equal("request_too_large", error.GetProperty("code").GetString());
        Assert.False(fits.GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task RateLimiter_DeadlineWhileWaitingInItsQueue_IsATimeoutAndNotToBeRepeatedBlindly()
    {
        var first = await _proxy.CallAsync("queue");
        var error = (await _proxy.CallAsync("queue")).GetProperty("_meta").GetProperty("mcpproxy/error");

        Assert.False(first.GetProperty("isError").GetBoolean());
        Assert.Equal("timeout", error.GetProperty("kind").GetString());
        Assert.False(error.GetProperty("retryable").GetBoolean());
    }

    [Fact]
    public async Task RouteMatch_HoldsPerCall()
    {
        Assert.False((await _proxy.CallAsync("optional")).GetProperty("isError").GetBoolean());
        Assert.False((await _proxy.CallAsync("one", """{"name":"a"}""")).GetProperty("isError").GetBoolean());
        Assert.Equal("route_constraint", (await _proxy.CallAsync("one", """{"name":"a/b"}""")).GetProperty("structuredContent").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Authorization_AcceptedCredential_DoesNotReachTheUpstreamThroughTheHttpDoor()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/known");
        As("bob")(request);

        using var response = await _proxy.Http.SendAsync(request);

        Assert.DoesNotContain("bob", await response.Content.ReadAsStringAsync());
    }
}

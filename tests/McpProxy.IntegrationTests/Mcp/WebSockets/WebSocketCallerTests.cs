using System.Net;
using System.Security.Claims;
using AdsSimulator;
using McpProxy.Configuration;
using McpProxy.IntegrationTests.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Mcp.WebSockets.WebSocketDoor;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>Who the requests of a connection are made by: whoever opened it.</summary>
public sealed class WebSocketCallerTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("bob", HttpStatusCode.Forbidden)]
    [InlineData("alice", HttpStatusCode.SwitchingProtocols)]
    public async Task Connect_EndpointDemandsAuthorization_IsAuthorizedBeforeTheUpgrade(string? user, HttpStatusCode expected)
    {
        await using var simulator = await SimulatorApp.StartAsync();
        await using var proxy = await StartProxyAsync(simulator, mcp => mcp.RequireAuthorization("alice-only"));
        using var client = new WebSocketPeer();
        if (user is not null)
        {
            client.Socket.Options.SetRequestHeader("Authorization", "User " + user);
        }

        Assert.Equal(expected, await client.TryConnectAsync(proxy.Address));
    }

    [Fact]
    public async Task Call_RoutesWithPolicies_AreCalledAsWhoeverOpenedTheConnection()
    {
        await using var simulator = await SimulatorApp.StartAsync();
        await using var proxy = await StartProxyAsync(simulator);
        using var client = new WebSocketPeer();
        client.Socket.Options.SetRequestHeader("Authorization", "User bob");
        client.Socket.Options.SetRequestHeader("X-Tenant", "t1");
        await client.TryConnectAsync(proxy.Address);

        await client.SendAsync(Call("known"));
        var known = (await client.ReadAsync())!["result"]!;
        await client.SendAsync(Call("alice"));
        var alice = (await client.ReadAsync())!["result"]!;

        var headers = known["content"]![0]!.ToJsonString();
        Assert.Contains("t1", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("User bob", headers, StringComparison.Ordinal);
        Assert.Equal("forbidden", (string)alice["_meta"]!["mcpproxy/error"]!["kind"]!);
    }

    [Fact]
    public async Task Call_ManyAtTheSameTime_EachHasItsOwnContext()
    {
        await using var server = await StartAsync(configure: s => s.AddScoped<Scoped>());
        using var client = await WebSocketPeer.ConnectAsync(server, configure: o => o.SetRequestHeader("X-Tenant", "t1"));
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var services = new List<Scoped>();
        server.Invoker.On("slow", async (call, _) =>
        {
            lock (services)
            {
                services.Add(call.Caller!.RequestServices.GetRequiredService<Scoped>());
            }

            call.Caller!.Items["id"] = call.Caller.TraceIdentifier;
            await all.Task;
            return new FakeOutcome((string)call.Caller.Items["id"]!);
        });
        for (var i = 0; i < 10; i++)
        {
            await client.SendAsync(Call("slow", i.ToString()));
        }

        await client.SendAsync(PingRequest);
        await client.ReadAsync();
        all.SetResult();
        var ids = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add((string)(await client.ReadAsync())!["result"]!["content"]![0]!["text"]!);
        }

        Assert.Equal(10, ids.Count);
        Assert.Equal(10, services.Distinct().Count());
        Assert.All(server.Invoker.Calls, c => Assert.Equal("t1", c.Caller!.Request.Headers["X-Tenant"].ToString()));
    }

    [Fact]
    public async Task Call_Caller_IsThatOfTheUpgradeWithoutItsHandshakeAndTrace()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server, configure: o => o.SetRequestHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        await client.SendAsync(Call("echo"));
        await client.ReadAsync();

        var caller = server.Invoker.Calls.Single().Caller!;
        Assert.Equal(IPAddress.Loopback, caller.Connection.RemoteIpAddress);
        Assert.Equal("/ws", caller.Request.Path);
        Assert.True(caller.Response.HasStarted);
        Assert.Equal(["Host"], caller.Request.Headers.Keys);
        Assert.Throws<InvalidOperationException>(() => caller.Request.Headers["X"] = "1");
    }

    [Fact]
    public async Task Credential_Expires_EndsTheConnection()
    {
        await using var server = await McpServerFixture.StartAsync(
            SomeMcp.Config with { WebSocket = new WebSocketConfig { Enabled = true } },
            before: http =>
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "alice")], "test"));
                var properties = new AuthenticationProperties { ExpiresUtc = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + TimeSpan.FromMinutes(5) };
                http.Features.Set<IAuthenticateResultFeature>(new Result { AuthenticateResult = AuthenticateResult.Success(new AuthenticationTicket(http.User, properties, "test")) });
                return Task.CompletedTask;
            });
        using var client = await WebSocketPeer.ConnectAsync(server);
        await client.SendAsync(PingRequest);
        await client.ReadAsync();

        server.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await client.SendAsync(PingRequest);
        Assert.NotNull(await client.ReadAsync());
        server.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((1008, "The credentials of this connection have expired."), await client.ReadCloseAsync());
    }

    private static Task<ProxyHost> StartProxyAsync(RunningSimulator simulator, Action<IEndpointConventionBuilder>? configureMcp = null) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "known": { "ClusterId": "ads", "AuthorizationPolicy": "known-users", "Match": { "Path": "/echo/known" } },
              "alice": { "ClusterId": "ads", "AuthorizationPolicy": "alice-only", "Match": { "Path": "/echo/alice" } }
            },
            "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{simulator.BaseAddress}}" } } } }
          },
          "Mcp": {
            "WebSocket": { "Enabled": true },
            "ForwardHeaders": [ "X-Tenant" ],
            "Tools": {
              "known": { "Route": "known", "Request": "GET /echo/known" },
              "alice": { "Route": "alice", "Request": "GET /echo/alice" }
            }
          }
        }
        """,
        builder =>
        {
            builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
            builder.Services.AddAuthorizationBuilder()
                .AddPolicy("known-users", p => p.RequireAuthenticatedUser())
                .AddPolicy("alice-only", p => p.AddAuthenticationSchemes(HeaderAuthenticationHandler.SchemeName).RequireClaim("sub", "alice"));
        },
        app => app.UseAuthentication().UseAuthorization(),
        configureMcp);

    private sealed class Scoped;

    private sealed class Result : IAuthenticateResultFeature
    {
        public AuthenticateResult? AuthenticateResult { get; set; }
    }
}

using System.Net;
using System.Security.Claims;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Sessions of initialize-era clients as HTTP shows them.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task AnyMethod_UnknownSession_Is404(string method)
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, method, "0123456789abcdef0123456789abcdef"));
    }

    [Fact]
    public async Task Notification_UnknownSession_Is404()
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.SendAsync(McpMessages.LegacyNotification("notifications/initialized", session: "none"))).StatusCode);
    }

    [Fact]
    public async Task Delete_OpenSession_EndsIt()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await OpenAsync(server);

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(server, "DELETE", session));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "POST", session));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "DELETE", session));
    }

    [Fact]
    public async Task Get_WithoutSession_IsNotAllowed()
    {
        await using var server = await McpServerFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mcp").With("Accept", "text/event-stream");

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
    }

    [Fact]
    public async Task Get_WithoutAcceptingEvents_Is406()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await OpenAsync(server);

        Assert.Equal(HttpStatusCode.NotAcceptable, (await server.Client.SendAsync(McpMessages.Get(session).With("Accept", "application/json"))).StatusCode);
    }

    [Fact]
    public async Task Post_IdleTimePassed_Is404()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await OpenAsync(server);

        server.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", session));
        server.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", session));
        server.Time.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "POST", session));
    }

    [Fact]
    public async Task Post_StreamIsOpen_DoesNotTimeOut()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await OpenAsync(server);
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));

        server.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", session));
    }

    [Fact]
    public async Task Initialize_TooManySessions_EndsTheLongestIdle()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Sessions = new SessionsConfig { MaxSessions = 2 } });
        var first = await OpenAsync(server);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await OpenAsync(server);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", first));

        var third = await OpenAsync(server);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", first));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "POST", second));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", third));
    }

    [Fact]
    public async Task Initialize_AllSessionsInUse_Is503()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Sessions = new SessionsConfig { MaxSessions = 1 } });
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(await OpenAsync(server)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Client.SendAsync(McpMessages.Initialize())).StatusCode);
    }

    [Fact]
    public async Task AnyMethod_SessionOfAnotherPrincipal_Is404()
    {
        await using var server = await McpServerFixture.StartAsync(before: SignIn);
        var session = (await server.Client.SendAsync(McpMessages.Initialize().With("X-User", "alice"))).Headers.GetValues("Mcp-Session-Id").Single();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", session, "alice"));
        foreach (var method in (string[])["POST", "GET", "DELETE"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, method, session, "bob"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, method, session));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", session, "alice"));
    }

    [Fact]
    public async Task Post_SessionOfAnotherToolset_Is404()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = (await server.Client.SendAsync(McpMessages.Initialize(path: "/mcp/small"))).Headers.GetValues("Mcp-Session-Id").Single();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "POST", session));
    }

    [Fact]
    public async Task AnyMethod_SessionsOff_IgnoresIds()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Sessions = new SessionsConfig { Enabled = false } });

        var initialize = await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.Initialize()));

        Assert.False(initialize.Response.Headers.Contains("Mcp-Session-Id"));
        Assert.Equal("""{"tools":{}}""", initialize.Result!["capabilities"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "POST", "foreign"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(server, "GET", "foreign"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(server, "DELETE", "foreign"));
    }

    [Fact]
    public async Task Delete_StreamAndCallRun_EndsBoth()
    {
        await using var server = await McpServerFixture.StartAsync();
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        server.Invoker.On("slow", async (_, cancellationToken) =>
        {
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                cancelled.SetResult();
            }

            return new FakeOutcome("");
        });
        var session = await OpenAsync(server);
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));
        var call = server.Client.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"slow"}""", session: session));
        await started.Task.Soon();

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(server, "DELETE", session));

        await cancelled.Task.Soon();
        Assert.Null(await stream.NextAsync());
        Assert.Empty(await (await call.Soon()).Content.ReadAsStringAsync());
    }

    private static Task SignIn(HttpContext context)
    {
        if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
        }

        return Task.CompletedTask;
    }

    private static async Task<string> OpenAsync(McpServerFixture server) =>
        (await server.Client.SendAsync(McpMessages.Initialize())).Headers.GetValues("Mcp-Session-Id").Single();

    private static async Task<HttpStatusCode> StatusAsync(McpServerFixture server, string method, string session, string? user = null)
    {
        using var request = method == "POST"
            ? McpMessages.LegacyRequest("ping", session: session)
            : new HttpRequestMessage(new HttpMethod(method), "/mcp").With("Mcp-Session-Id", session).With("Accept", "text/event-stream");
        using var response = await server.Client.SendAsync(request.With("X-User", user), HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}

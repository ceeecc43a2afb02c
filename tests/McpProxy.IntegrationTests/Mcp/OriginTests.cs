using System.Net;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Who may call by name and by web origin, and what browsers are told.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("evil.example.com:8000", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("192.168.0.1", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8000", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8000", HttpStatusCode.OK)]
    [InlineData("[::1]:8000", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("app.localhost", HttpStatusCode.OK)]
    public async Task Post_LoopbackListener_AnswersToLoopbackNamesOnly(string host, HttpStatusCode expected)
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await SendAsync(server, McpMessages.ModernCall("echo").With("Host", host));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK, answer.Body!.AsObject().ContainsKey("id"));
    }

    [Theory]
    [InlineData("mcp.example.com", HttpStatusCode.OK)]
    [InlineData("MCP.example.com:443", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("other.example.com", HttpStatusCode.Forbidden)]
    public async Task Post_HostsConfigured_AnswersToThemAndToLoopback(string host, HttpStatusCode expected)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { AllowedHosts = ["mcp.example.com"] });

        Assert.Equal(expected, (await SendAsync(server, McpMessages.ModernCall("echo").With("Host", host))).Status);
    }

    [Fact]
    public async Task Post_AnyHostConfigured_AnswersToAny()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { AllowedHosts = ["*"] });

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, McpMessages.ModernCall("echo").With("Host", "evil.example.com"))).Status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("http://localhost:3000", HttpStatusCode.OK)]
    [InlineData("https://127.0.0.1", HttpStatusCode.OK)]
    [InlineData("https://app.example.com", HttpStatusCode.OK)]
    [InlineData("https://app.example.com:8443", HttpStatusCode.Forbidden)]
    [InlineData("http://app.example.com", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost.evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("file://localhost", HttpStatusCode.Forbidden)]
    public async Task Post_Origin_MustBeAllowed(string? origin, HttpStatusCode expected)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { AllowedOrigins = ["https://app.example.com"] });

        var answer = await SendAsync(server, McpMessages.ModernCall("echo").With("Origin", origin));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK ? null : -32600, answer.Code);
        if (expected == HttpStatusCode.Forbidden)
        {
            Assert.False(answer.Body!.AsObject().ContainsKey("id"));
            Assert.False(answer.Response.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.Empty(server.Invoker.Calls);
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task AnyMethod_ForeignOrigin_Is403(string method)
    {
        await using var server = await McpServerFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/mcp").With("Origin", "https://evil.example.com").With("Mcp-Session-Id", "x");

        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Post_AllowedOrigin_MayReadTheAnswer()
    {
        await using var server = await McpServerFixture.StartAsync();

        var response = await server.Client.SendAsync(McpMessages.Initialize().With("Origin", "http://localhost:3000"));

        Assert.Equal("http://localhost:3000", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("Mcp-Session-Id, WWW-Authenticate, X-Request-Id, Retry-After", response.Headers.GetValues("Access-Control-Expose-Headers").Single());
        Assert.Equal("Origin", response.Headers.Vary.Single());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Post_AllowedOrigin_MayAlsoReadAnError()
    {
        await using var server = await McpServerFixture.StartAsync();

        var response = await server.Client.SendAsync(McpMessages.Post("nonsense").With("Origin", "http://localhost:3000"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("http://localhost:3000", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Options_Preflight_AllowsWhatClientsSend()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { ForwardHeaders = ["X-Tenant"] });
        using var request = new HttpRequestMessage(HttpMethod.Options, "/mcp")
            .With("Origin", "http://localhost:3000")
            .With("Access-Control-Request-Method", "POST")
            .With("Access-Control-Request-Headers", "content-type, mcp-param-region, x-evil");

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("http://localhost:3000", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("GET, POST, DELETE", response.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal(
            "Accept, Authorization, Content-Type, Last-Event-ID, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, traceparent, tracestate, X-Tenant, mcp-param-region",
            response.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Equal("7200", response.Headers.GetValues("Access-Control-Max-Age").Single());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public async Task OtherMethods_Always_AreNotAllowed(string method)
    {
        await using var server = await McpServerFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/mcp");

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST", "DELETE"], response.Content.Headers.Allow);
    }

    private static async Task<Answer> SendAsync(McpServerFixture server, HttpRequestMessage request) =>
        await Answer.ReadAsync(await server.Client.SendAsync(request));
}

using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The HTTP+SSE transport of 2024-11-05.</summary>
public sealed class LegacySseTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    private const string Slow = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":"t"}}}""";

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Exchange_OfTheSpecification_IsServed(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var stream = await EventReader.OpenAsync(server.Client, Get());
        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("event: endpoint", await stream.NextLineAsync());
        var address = (await stream.NextAsync())!;
        Assert.Matches("^/message\\?sessionId=[0-9a-f]{32}$", address);

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, address, Initialize));
        Assert.Equal("event: message", await stream.NextLineAsync());
        Assert.Equal("2024-11-05", (string)JsonNode.Parse((await stream.NextAsync())!)!["result"]!["protocolVersion"]!);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, address, """{"jsonrpc":"2.0","method":"notifications/initialized"}"""));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, address, List));

        var list = JsonNode.Parse((await stream.NextAsync())!)!;
        Assert.Equal((1, 4), ((int)list["id"]!, list["result"]!["tools"]!.AsArray().Count));
        server.Publish(SomeMcp.WithTools(1) with { Engine = engine, LegacySse = On });
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await stream.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ReportsProgress_SendsItAndCanBeCancelled(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var call = new SteppedCall(server);
        var (stream, address) = await OpenAsync(server);
        using var open = stream;

        await PostAsync(server, address, Slow);
        Assert.Equal("notifications/progress", (string)JsonNode.Parse((await stream.NextAsync())!)!["method"]!);
        await PostAsync(server, address, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""");

        await call.Cancelled;
    }

    [Fact]
    public async Task Toolset_IsThatOfTheStream()
    {
        await using var server = await StartAsync();
        var (stream, address) = await OpenAsync(server, "/sse/small");
        using var open = stream;

        await PostAsync(server, address, List);

        Assert.Equal("echo", (string)JsonNode.Parse((await stream.NextAsync())!)!["result"]!["tools"]!.AsArray().Single()!["name"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.SendAsync(Get("/sse/none"))).StatusCode);
    }

    [Fact]
    public async Task Off_ByDefault_NothingIsThere()
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.SendAsync(Get())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, "/message?sessionId=x", List));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("7", HttpStatusCode.BadRequest)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", HttpStatusCode.BadRequest)]
    public async Task Post_NoMessage_IsRefused(string body, HttpStatusCode expected)
    {
        await using var server = await StartAsync();
        var (stream, address) = await OpenAsync(server);
        using var open = stream;

        Assert.Equal(expected, await PostAsync(server, address, body));
    }

    [Fact]
    public async Task Post_UnknownOrEndedStream_Is404()
    {
        await using var server = await StartAsync();
        var call = new SteppedCall(server);
        var (stream, address) = await OpenAsync(server);
        await PostAsync(server, address, Slow);
        await stream.NextAsync();

        stream.Dispose();

        await call.Cancelled; // There is nowhere to send its answer.
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, address, List));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, "/message", List));
    }

    [Fact]
    public async Task Post_OfAnotherPrincipal_Is404()
    {
        await using var server = await StartAsync(before: SignIn);
        using var stream = await EventReader.OpenAsync(server.Client, Get().With("X-User", "alice"));
        var address = (await stream.NextAsync())!;

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, address, List, "bob"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, address, List));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, address, List, "alice"));
    }

    [Theory]
    [InlineData("Host", "evil.example.com")]
    [InlineData("Origin", "https://evil.example.com")]
    public async Task AnyEndpoint_ForeignSource_Is403(string header, string value)
    {
        await using var server = await StartAsync();
        var (stream, address) = await OpenAsync(server);
        using var open = stream;

        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(Get().With(header, value))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(McpMessages.Post(List, address).With(header, value))).StatusCode);
    }

    [Fact]
    public async Task AnyEndpoint_OtherMethodOrType_IsRefused()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, await PostAsync(server, "/sse", List));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Client.SendAsync(Get("/message"))).StatusCode);
        using var text = new HttpRequestMessage(HttpMethod.Post, "/message?sessionId=x") { Content = new StringContent(List, Encoding.UTF8, "text/plain") };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.Client.SendAsync(text)).StatusCode);
    }

    [Fact]
    public async Task Stream_Silence_IsBrokenByComments()
    {
        await using var server = await StartAsync();
        var (stream, _) = await OpenAsync(server);
        using var open = stream;

        server.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(":", (await stream.NextLineAsync())!.Trim());
    }

    [Fact]
    public async Task Stream_TooMany_Is503()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { LegacySse = On, Limits = new McpLimitsConfig { MaxStreams = 1 } });
        var (stream, _) = await OpenAsync(server);
        using var open = stream;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Client.SendAsync(Get())).StatusCode);
    }

    [Fact]
    public async Task Stream_IsNotRead_RefusesMessagesAndGoesBeforeItGrows()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { LegacySse = On with { MaxQueuedBytes = 256 * 1024, MaxConcurrentCalls = 10_000 } });
        server.Invoker.On("echo", (_, _) => new(new FakeOutcome(new string('x', 100_000))));
        var (stream, address) = await OpenAsync(server); // Never read again.
        using var open = stream;

        var statuses = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 400 && !statuses.Contains(HttpStatusCode.NotFound) && !statuses.Contains(HttpStatusCode.ServiceUnavailable); i++)
        {
            statuses.Add(await PostAsync(server, address, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}"""));
        }

        Assert.Contains(statuses, s => s is HttpStatusCode.ServiceUnavailable or HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Server_Stops_AnswersWhatRunsAndEndsTheStream()
    {
        await using var server = await StartAsync();
        var call = new SteppedCall(server);
        var (stream, address) = await OpenAsync(server);
        using var open = stream;
        await PostAsync(server, address, Slow);
        await stream.NextAsync();

        var stopping = server.StopAsync();
        call.End();

        Assert.Equal(7, (int)JsonNode.Parse((await stream.NextAsync())!)!["id"]!);
        Assert.Null(await stream.NextAsync());
        await stopping.Soon();
    }

    private static LegacySseConfig On { get; } = new() { Enabled = true };

    private static Task<McpServerFixture> StartAsync(McpEngine engine = McpEngine.Direct, RequestDelegate? before = null) =>
        McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine, LegacySse = On }, before: before);

    private static HttpRequestMessage Get(string path = "/sse") => new HttpRequestMessage(HttpMethod.Get, path).With("Accept", "text/event-stream");

    private static async Task<(EventReader Stream, string Address)> OpenAsync(McpServerFixture server, string path = "/sse")
    {
        var stream = await EventReader.OpenAsync(server.Client, Get(path));
        return (stream, (await stream.NextAsync())!);
    }

    private static async Task<HttpStatusCode> PostAsync(McpServerFixture server, string address, string message, string? user = null)
    {
        using var response = await server.Client.SendAsync(McpMessages.Post(message, address).With("X-User", user));
        return response.StatusCode;
    }

    private static Task SignIn(HttpContext context)
    {
        if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
        }

        return Task.CompletedTask;
    }
}

using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Streams of sessions whose connection breaks, and go on by another one (2025-11-25, basic/transports, "Resumability and Redelivery").</summary>
public sealed class ResumptionTests
{
    private const string Slow = """{"name":"slow","_meta":{"progressToken":"t"}}""";

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Get_ConnectionOfACallBroke_SendsWhatWasMissedAndTheRest(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server);
        string id;
        using (var post = await EventReader.OpenAsync(server.Client, Call(session)))
        {
            Assert.Equal("", await post.NextEventAsync());
            Assert.Equal("1000", post.Retry);
            Assert.EndsWith("-1", post.LastId, StringComparison.Ordinal);
            AssertProgress(1, await post.NextAsync());
            id = post.LastId!;
        }

        await call.StepAsync(2);
        using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", id));
        AssertProgress(2, await get.NextAsync());
        await call.StepAsync(3);
        AssertProgress(3, await get.NextAsync());
        call.End();

        Assert.Equal("done", Text(await get.NextAsync()));
        Assert.Null(await get.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Get_CallEndedMeanwhile_SendsItsAnswer(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server);
        string id;
        using (var post = await EventReader.OpenAsync(server.Client, Call(session)))
        {
            AssertProgress(1, await post.NextAsync());
            id = post.LastId!;
        }

        call.End();
        for (var i = 0; i < 2; i++)
        {
            using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", id));
            Assert.Equal("done", Text(await get.NextAsync()));
            Assert.Null(await get.NextAsync());
        }
    }

    [Fact]
    public async Task Get_CallFailedMeanwhile_SendsTheError()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server);
        string id;
        using (var post = await EventReader.OpenAsync(server.Client, Call(session)))
        {
            await post.NextAsync();
            id = post.LastId!;
        }

        call.Fail(new InvalidDataException("secret"));
        using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", id));

        Assert.Equal(-32603, (int)JsonNode.Parse((await get.NextAsync())!)!["error"]!["code"]!);
    }

    [Fact]
    public async Task Get_ResumedWhileTheFirstConnectionIsOpen_TakesOver()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server);
        using var post = await EventReader.OpenAsync(server.Client, Call(session));
        AssertProgress(1, await post.NextAsync());

        using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", post.LastId));
        Assert.Null(await post.NextAsync());
        await call.StepAsync(2);

        AssertProgress(2, await get.NextAsync());
        call.End();
    }

    [Fact]
    public async Task Cancelled_ConnectionBroke_EndsTheCallWithoutAnswer()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        _ = new SteppedCall(server);
        var session = await InitializeAsync(server);
        string id;
        using (var post = await EventReader.OpenAsync(server.Client, Call(session)))
        {
            await post.NextAsync();
            id = post.LastId!;
        }

        await server.Client.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", """{"requestId":1}""", session));
        using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", id));

        Assert.Null(await get.NextAsync());
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    public async Task Post_OlderRevision_HasIdsButNoEventWithoutData(string version)
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server, version);
        string id;
        using (var post = await EventReader.OpenAsync(server.Client, Call(session)))
        {
            AssertProgress(1, await post.NextEventAsync());
            Assert.Null(post.Retry);
            id = post.LastId!;
        }

        call.End();
        using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", id));
        Assert.Equal("done", Text(await get.NextEventAsync()));
    }

    [Fact]
    public async Task Post_ModernOrWithoutSession_HasNoIds()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        new SteppedCall(server).End();

        foreach (var request in (HttpRequestMessage[])[McpMessages.ModernCall("slow", meta: "\"progressToken\":1"), McpMessages.LegacyRequest("tools/call", Slow)])
        {
            using var post = await EventReader.OpenAsync(server.Client, request);
            AssertProgress(1, await post.NextEventAsync());
            Assert.Null(post.LastId);
        }
    }

    [Fact]
    public async Task Get_TimePassedSinceTheLastEvent_IsRefusedClearly()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server);
        string id;
        using (var post = await EventReader.OpenAsync(server.Client, Call(session)))
        {
            await post.NextAsync();
            id = post.LastId!;
            server.Time.Advance(TimeSpan.FromMinutes(20)); // It is open, so it is kept.
            call.End();
            Assert.Equal("done", Text(await post.NextAsync()));
            Assert.Null(await post.NextAsync());
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, session, id));
        server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server, session, id));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("get-0")]
    [InlineData("get-99999999999999999999")]
    [InlineData("0123456789abcdef-1")]
    [InlineData("../../etc-1")]
    public async Task Get_IdThatWeDidNotGive_IsRefused(string id)
    {
        await using var server = await StartAsync(McpEngine.Direct);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server, await InitializeAsync(server), id));
    }

    [Fact]
    public async Task Get_IdOfAnotherSession_IsRefused()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var call = new SteppedCall(server);
        using var post = await EventReader.OpenAsync(server.Client, Call(await InitializeAsync(server)));
        await post.NextAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server, await InitializeAsync(server), post.LastId!));
        call.End();
    }

    [Fact]
    public async Task Get_StreamOfNotificationsBroke_SendsWhatWasMissed()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var session = await InitializeAsync(server);
        string first;
        using (var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session)))
        {
            Assert.Equal("", await get.NextEventAsync());
            first = get.LastId!;
            server.Publish(SomeMcp.WithTools(1));
            Assert.NotNull(await get.NextAsync());
            Assert.NotEqual(first, get.LastId);
        }

        using var again = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", first));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await again.NextEventAsync());
        server.Publish(SomeMcp.WithTools(2));
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await again.NextEventAsync());
    }

    [Fact]
    public async Task Get_NotificationsNotKeptAnyMore_TellsThatAllMayHaveChanged()
    {
        await using var server = await StartAsync(McpEngine.Direct);
        var session = await InitializeAsync(server);

        using var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", "get-7"));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await get.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_StreamsAreClosedAfterATime_ClientComesBackForTheRest(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine, Sessions = new SessionsConfig { CloseStreamsAfter = TimeSpan.FromSeconds(30) } });
        var call = new SteppedCall(server);
        var session = await InitializeAsync(server);
        using var post = await EventReader.OpenAsync(server.Client, Call(session));
        AssertProgress(1, await post.NextAsync());

        server.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await post.NextAsync());
        using (var get = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", post.LastId)))
        {
            await call.StepAsync(2);
            AssertProgress(2, await get.NextAsync());
            server.Time.Advance(TimeSpan.FromSeconds(30));
            Assert.Null(await get.NextAsync());
        }

        call.End();
        using var last = await EventReader.OpenAsync(server.Client, McpMessages.Get(session).With("Last-Event-ID", post.LastId));
        AssertProgress(2, await last.NextAsync());
        Assert.Equal("done", Text(await last.NextAsync()));
    }

    [Fact]
    public async Task Post_StreamsAreNotKept_HaveNoIds()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Sessions = new SessionsConfig { EventLifetime = TimeSpan.Zero } });
        new SteppedCall(server).End();

        using var post = await EventReader.OpenAsync(server.Client, Call(await InitializeAsync(server)));

        AssertProgress(1, await post.NextEventAsync());
        Assert.Null(post.LastId);
    }

    private static Task<McpServerFixture> StartAsync(McpEngine engine) => McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });

    private static HttpRequestMessage Call(string session) => McpMessages.LegacyRequest("tools/call", Slow, session: session);

    private static async Task<string> InitializeAsync(McpServerFixture server, string version = "2025-11-25") =>
        (await server.Client.SendAsync(McpMessages.Initialize(version))).Headers.GetValues("Mcp-Session-Id").Single();

    private static async Task<HttpStatusCode> StatusAsync(McpServerFixture server, string session, string lastEventId)
    {
        using var request = McpMessages.Get(session).With("Last-Event-ID", lastEventId);
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    private static void AssertProgress(int expected, string? message) =>
        Assert.Equal(expected, (int)JsonNode.Parse(message ?? "null")!["params"]!["progress"]!);

    private static string Text(string? message) => (string)JsonNode.Parse(message ?? "null")!["result"]!["content"]![0]!["text"]!;
}

using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Answers that become event streams, and streams that wait for changes.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ReportsProgress_SendsItBeforeTheResult(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        server.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(0, 100, null, cancellationToken);
            await call.Progress.ReportAsync(50, 100, "half", cancellationToken);
            await call.Progress.ReportAsync(50, 100, "again", cancellationToken);
            await call.Progress.ReportAsync(double.NaN, 100, "not a number", cancellationToken);
            return new FakeOutcome("done");
        });

        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.ModernCall("slow", meta: "\"progressToken\":\"t1\""));

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no", stream.Response.Headers.GetValues("X-Accel-Buffering").Single());
        AssertJson("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t1","progress":0,"total":100}}""", await stream.NextAsync());
        AssertJson("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t1","progress":50,"total":100,"message":"half"}}""", await stream.NextAsync());
        Assert.Equal("done", (string)JsonNode.Parse((await stream.NextAsync())!)!["result"]!["content"]![0]!["text"]!);
        Assert.Null(await stream.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct, "")]
    [InlineData(McpEngine.Direct, "\"progressToken\":null")]
    [InlineData(McpEngine.Sdk, "")]
    public async Task Call_ProgressNotAskedFor_StaysJson(McpEngine engine, string meta)
    {
        await using var server = await StartAsync(engine);

        var answer = await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.ModernCall("slow", meta: meta)));

        Assert.Null(server.Invoker.Calls.Single().Progress);
        Assert.Equal("application/json", answer.MediaType);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1.5")]
    [InlineData("{}")]
    public async Task Call_MalformedProgressToken_IsInvalidParams(string token)
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.ModernCall("slow", meta: $"\"progressToken\":{token}")));

        Assert.Equal(-32602, answer.Code);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_TakesLongerThanTheInterval_BecomesStreamWithComments(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var result = new TaskCompletionSource<FakeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Invoker.On("slow", async (_, _) => await result.Task);
        var opening = EventReader.OpenAsync(server.Client, McpMessages.ModernCall("slow"));
        await server.Time.WhenPendingAsync(2).Soon(); // The sweeper of sessions, and the call.

        server.Time.Advance(TimeSpan.FromSeconds(15));
        using var stream = await opening.Soon();
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(":", (await stream.NextLineAsync())!.Trim());
        server.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(":", (await stream.NextLineAsync())!.Trim());
        result.SetResult(new FakeOutcome("late"));

        Assert.Equal("late", (string)JsonNode.Parse((await stream.NextAsync())!)!["result"]!["content"]![0]!["text"]!);
        Assert.Null(await stream.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_FailsAfterStreamBegan_SendsErrorAsEvent(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        server.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(1, null, null, cancellationToken);
            throw new InvalidDataException("secret detail");
        });
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.ModernCall("slow", meta: "\"progressToken\":1"));

        await stream.NextAsync();

        AssertJson("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error: the proxy failed to handle the request."}}""", await stream.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Listen_ToolsChange_AcknowledgesThenNotifiesThenEnds(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"toolsListChanged":true,"promptsListChanged":true} """, id: "\"sub\""));
        AssertJson("""
            {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/subscriptionId":"sub"}}}
            """, await stream.NextAsync());

        for (var i = 1; i <= 2; i++)
        {
            server.Publish(SomeMcp.WithTools(i) with { Engine = engine });
            AssertJson("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"sub"}}}""", await stream.NextAsync());
        }

        await server.StopAsync();
        var final = JsonNode.Parse((await stream.NextAsync())!)!;
        Assert.Equal("sub", (string)final["id"]!);
        Assert.Equal("complete", (string)final["result"]!["resultType"]!);
        Assert.Equal("sub", (string)final["result"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!);
        Assert.Equal("test-server", (string)final["result"]!["_meta"]!["io.modelcontextprotocol/serverInfo"]!["name"]!);
        Assert.Null(await stream.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Listen_NothingSupportedIsAskedFor_SendsNothingButTheAcknowledgement(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"resourcesListChanged":true} """));
        AssertJson("""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{},"_meta":{"io.modelcontextprotocol/subscriptionId":1}}}""", await stream.NextAsync());

        server.Publish(SomeMcp.WithTools(1) with { Engine = engine });
        await server.StopAsync();

        Assert.NotNull(JsonNode.Parse((await stream.NextAsync())!)!["result"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"notifications\":null")]
    [InlineData("\"notifications\":[]")]
    public async Task Listen_WithoutNotifications_IsInvalidParams(string parameters)
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(-32602, (await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.ModernRequest("subscriptions/listen", parameters)))).Code);
    }

    [Fact]
    public async Task Listen_Silence_IsBrokenByComments()
    {
        await using var server = await McpServerFixture.StartAsync();
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"toolsListChanged":true} """));
        await stream.NextAsync();
        await server.Time.WhenPendingAsync(2).Soon();

        server.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(":", (await stream.NextLineAsync())!.Trim());
    }

    [Fact]
    public async Task Get_ToolsChange_NotifiesTheSession()
    {
        await using var server = await McpServerFixture.StartAsync();
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(await InitializeAsync(server)));
        Assert.Equal("no", stream.Response.Headers.GetValues("X-Accel-Buffering").Single());

        for (var i = 1; i <= 2; i++)
        {
            server.Publish(SomeMcp.WithTools(i));
            Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await stream.NextAsync());
        }

        await server.StopAsync();
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task Get_ToolsChangedWhileNoStreamWasOpen_NotifiesAtOnce()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await InitializeAsync(server);

        server.Publish(SomeMcp.WithTools(1));
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await stream.NextAsync());
    }

    [Fact]
    public async Task Get_SecondStream_TakesOver()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await InitializeAsync(server);
        using var first = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));

        using var second = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));

        Assert.Null(await first.NextAsync());
        server.Publish(SomeMcp.WithTools(1));
        Assert.NotNull(await second.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task ListenAndGet_TooManyStreams_Are503UntilOneEnds(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine, Limits = new McpLimitsConfig { MaxStreams = 1 } });
        var session = await InitializeAsync(server);
        var first = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));

        using var listen = await server.Client.SendAsync(McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"toolsListChanged":true} """));
        using var get = await server.Client.SendAsync(McpMessages.Get(await InitializeAsync(server)), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, listen.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, get.StatusCode);
        using (var delete = new HttpRequestMessage(HttpMethod.Delete, "/mcp").With("Mcp-Session-Id", session))
        {
            await server.Client.SendAsync(delete);
        }

        Assert.Null(await first.NextAsync());
        first.Dispose();
        using var next = await EventReader.OpenAsync(server.Client, McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"toolsListChanged":true} """));
        Assert.NotNull(await next.NextAsync());
    }

    [Fact]
    public async Task Get_ReloadWithoutOtherTools_SaysNothing()
    {
        await using var server = await McpServerFixture.StartAsync();
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(await InitializeAsync(server)));

        server.Publish(SomeMcp.Config, CatalogLists.None);
        await server.StopAsync();

        Assert.Null(await stream.NextAsync());
    }

    private static Task<McpServerFixture> StartAsync(McpEngine engine) => McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });

    private static async Task<string> InitializeAsync(McpServerFixture server)
    {
        var response = await server.Client.SendAsync(McpMessages.Initialize());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static void AssertJson(string expected, string? actual) =>
        Assert.True(actual is not null && JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}\nbut got {actual}");
}

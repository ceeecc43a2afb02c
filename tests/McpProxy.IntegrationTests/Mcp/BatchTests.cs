using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>JSON-RPC batches, which clients of 2025-03-26 may send (basic, "Batching").</summary>
public sealed class BatchTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Echo = """{"jsonrpc":"2.0","id":"e","method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""";
    private const string Note = """{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}""";
    private const string Response = """{"jsonrpc":"2.0","id":7,"result":{}}""";

    [Theory]
    [InlineData(McpEngine.Direct, true)]
    [InlineData(McpEngine.Direct, false)]
    [InlineData(McpEngine.Sdk, true)]
    [InlineData(McpEngine.Sdk, false)]
    public async Task Post_RequestsAndNotifications_AnswersRequestsAsOneArray(McpEngine engine, bool inSession)
    {
        await using var server = await StartAsync(engine);
        var session = inSession ? await InitializeAsync(server) : null;

        var answer = await SendAsync(server, session, Ping, Note, Echo, Response);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        AssertAnswers(answer.Body, """{"jsonrpc":"2.0","id":1,"result":{}}""", """{"jsonrpc":"2.0","id":"e","result":{"content":[{"type":"text","text":"{\"message\":\"hi\"}"}]}}""");
    }

    [Fact]
    public async Task Post_OneRequest_IsAnsweredByAnArrayWithItsLength()
    {
        await using var server = await StartAsync();

        var answer = await SendAsync(server, null, Ping);

        Assert.Equal("""[{"jsonrpc":"2.0","id":1,"result":{}}]""", answer.Body!.ToJsonString());
        Assert.NotNull(answer.Response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Post_NothingToAnswer_Is202WithoutBody()
    {
        await using var server = await StartAsync();

        var answer = await SendAsync(server, await InitializeAsync(server), Note, Response);

        Assert.Equal((HttpStatusCode.Accepted, null), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_SomeWrong_AnswersEachForItself(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(
            server, await InitializeAsync(server),
            "1", "[]", """{"jsonrpc":"1.0","id":2,"method":"ping"}""", """{"jsonrpc":"2.0","id":3,"method":"nonexistent/method"}""",
            """{"jsonrpc":"2.0","id":4,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""",
            """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"missing"}}""",
            $$"""{"jsonrpc":"2.0","id":6,"method":"tools/list","params":{ {{McpMessages.Meta}} } }""", Ping);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var codes = answer.Body!.AsArray().Select(a => (Id: a!["id"]?.ToJsonString(), Code: (int?)a["error"]?["code"])).OrderBy(a => a.Id ?? "", StringComparer.Ordinal);
        Assert.Equal([(null, -32600), (null, -32600), ("1", null), ("2", -32600), ("3", -32601), ("4", -32600), ("5", -32602), ("6", -32600)], codes);
    }

    [Theory]
    [InlineData("[]", -32600)]
    [InlineData(" \n[ ] ", -32600)]
    [InlineData("[", -32700)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}""", -32700)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}] x""", -32700)]
    public async Task Post_NoBatch_RefusesTheWhole(string body, int code)
    {
        await using var server = await StartAsync();

        var answer = await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.Post(body)));

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
        Assert.Empty(server.Invoker.Calls);
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Post_OtherRevision_IsRefusedClearly(string version)
    {
        await using var server = await StartAsync();

        var answer = await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.Post($"[{Ping}]").With("MCP-Protocol-Version", version)));

        Assert.Equal((HttpStatusCode.BadRequest, -32600), (answer.Status, answer.Code));
        Assert.Equal("Invalid request: this revision has no batches; send one message per request.", (string)answer.Body!["error"]!["message"]!);
    }

    [Fact]
    public async Task Post_SessionOfOtherRevision_IsRefusedWhateverTheHeaderSays()
    {
        await using var server = await StartAsync();
        var session = await InitializeAsync(server, "2025-11-25");

        var answer = await Answer.ReadAsync(await server.Client.SendAsync(
            McpMessages.Post($"[{Ping}]").With("Mcp-Session-Id", session).With("MCP-Protocol-Version", "2025-03-26")));

        Assert.Equal((HttpStatusCode.BadRequest, -32600), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_UnknownSession_Is404()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(server, "none", Ping)).Status);
    }

    [Fact]
    public async Task Post_TooMany_RefusesTheWhole()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Limits = new McpLimitsConfig { MaxBatchSize = 2 } });

        Assert.Equal(2, (await SendAsync(server, null, Ping, Ping)).Body!.AsArray().Count);
        var answer = await SendAsync(server, null, Ping, Ping, Ping);

        Assert.Equal((HttpStatusCode.BadRequest, -32600), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_OneReportsProgress_SendsAnswersAsEvents(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        server.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(1, 2, null, cancellationToken);
            return new FakeOutcome("done");
        });

        using var stream = await EventReader.OpenAsync(
            server.Client, McpMessages.Post($$"""[{{Ping}},{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":"t"} } }]"""));
        var events = new List<JsonNode>();
        while (await stream.NextAsync() is { } data)
        {
            events.Add(JsonNode.Parse(data)!);
        }

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("notifications/progress", (string)events[0]["method"]!);
        Assert.Equal([1, 2], events.Skip(1).Select(e => (int)e["id"]!).Order());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_LargeAnswers_AreNotHeldUntilAllAreThere(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Invoker.On("echo", (_, _) => new(new FakeOutcome(new string('x', 1024 * 1024))));
        server.Invoker.On("slow", async (_, _) =>
        {
            await release.Task;
            return new FakeOutcome("done");
        });

        using var stream = await EventReader.OpenAsync(
            server.Client, McpMessages.Post("""[{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"slow"}},{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"m"}}}]""")).Soon();

        Assert.Equal(1, (int)JsonNode.Parse((await stream.NextAsync().Soon())!)!["id"]!);
        release.SetResult();
        Assert.Equal(2, (int)JsonNode.Parse((await stream.NextAsync().Soon())!)!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_SeveralSlow_RunTogetherButNotAll(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var running = 0;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var eight = new TaskCompletionSource();
        var most = 0;
        server.Invoker.On("slow", async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 8)
            {
                eight.TrySetResult();
            }

            await release.Task;
            Interlocked.Decrement(ref running);
            return new FakeOutcome("done");
        });

        var sending = SendAsync(server, null, [.. Enumerable.Range(0, 20).Select(i => $$"""{"jsonrpc":"2.0","id":{{i}},"method":"tools/call","params":{"name":"slow"} }""")]);
        await eight.Task.Soon();
        release.SetResult();
        var answer = await sending.Soon();

        Assert.Equal(Enumerable.Range(0, 20), answer.Body!.AsArray().Select(a => (int)a!["id"]!).Order());
        Assert.Equal(8, most);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_OneIsCancelled_AnswersTheOthers(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var started = new TaskCompletionSource();
        server.Invoker.On("slow", async (_, cancellationToken) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new FakeOutcome("");
        });
        var session = await InitializeAsync(server);

        var sending = SendAsync(server, session, """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"slow"}}""", Ping);
        await started.Task.Soon();
        await SendAsync(server, session, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""");

        Assert.Equal("""[{"jsonrpc":"2.0","id":1,"result":{}}]""", (await sending.Soon()).Body!.ToJsonString());
    }

    [Fact]
    public async Task Post_OneMustAuthenticate_OnlyItsAnswerSaysSo()
    {
        await using var server = await StartAsync();
        server.Invoker.On("slow", (_, _) => new(new FakeOutcome("", challenge: new CallerChallenge(401, ["Bearer"]))));

        var answer = await SendAsync(server, null, Ping, """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"slow"}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        AssertAnswers(answer.Body, """{"jsonrpc":"2.0","id":1,"result":{}}""", """{"jsonrpc":"2.0","id":2,"error":{"code":-32600,"message":"Invalid request: authentication is required."}}""");
    }

    private static Task<McpServerFixture> StartAsync(McpEngine engine = McpEngine.Direct) => McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });

    private static async Task<string> InitializeAsync(McpServerFixture server, string version = "2025-03-26") =>
        (await server.Client.SendAsync(McpMessages.Initialize(version))).Headers.GetValues("Mcp-Session-Id").Single();

    private static async Task<Answer> SendAsync(McpServerFixture server, string? session, params string[] messages) =>
        await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.Post($"[{string.Join(',', messages)}]").With("Mcp-Session-Id", session)));

    /// <summary>Answers come in any order.</summary>
    private static void AssertAnswers(JsonNode? actual, params string[] expected) =>
        Assert.Equal(expected.Select(e => JsonNode.Parse(e)!.ToJsonString()).Order(StringComparer.Ordinal), actual!.AsArray().Select(a => a!.ToJsonString()).Order(StringComparer.Ordinal));
}

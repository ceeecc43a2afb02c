using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The stdio bridge in front of the real MCP surface, in both eras and over both engines.</summary>
public sealed class BridgeTests : IAsyncDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private McpServerFixture? _server;
    private BridgeRun? _bridge;

    private BridgeRun Bridge => _bridge!;

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Legacy_Client_IsServedInASession(McpEngine engine)
    {
        await StartAsync(engine);

        await OpenAsync();

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", (await Bridge.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}"""))!.ToJsonString());
        Assert.Equal(4, (await Bridge.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}"""))!["result"]!["tools"]!.AsArray().Count);
        var result = await Bridge.AskAsync("""{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""");
        Assert.Equal("""{"jsonrpc":"2.0","id":"x","result":{"content":[{"type":"text","text":"{\u0022message\u0022:\u0022hi\u0022}"}]}}""", result!.ToJsonString());
        Assert.Null(await Bridge.EndAsync());
        Assert.Empty(Bridge.Log.Entries);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Modern_Client_IsServedWithTheHeadersHttpWants(McpEngine engine)
    {
        await StartAsync(engine);

        Assert.Equal("2026-07-28", (string)(await Bridge.AskAsync(Modern("server/discover")))!["result"]!["supportedVersions"]![0]!);
        Assert.Equal(4, (await Bridge.AskAsync(Modern("tools/list")))!["result"]!["tools"]!.AsArray().Count);
        var result = await Bridge.AskAsync(Modern("tools/call", """ "name":"annotated","arguments":{"region":"Grüße ","count":4.2e1,"flag":true,"nested":{"tenant":"=?base64?x?="} }, """));

        Assert.Equal("complete", (string?)result!["result"]?["resultType"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Modern_CallOfAToolThatWasNotListed_LearnsItsHeaders(McpEngine engine)
    {
        await StartAsync(engine);

        var result = await Bridge.AskAsync(Modern("tools/call", """ "name":"annotated","arguments":{"region":"eu"}, """));

        Assert.Equal("complete", (string?)result!["result"]?["resultType"]);
    }

    [Fact]
    public async Task Modern_UnknownMethod_IsTheServersError()
    {
        await StartAsync(McpEngine.Direct);

        var answer = await Bridge.AskAsync(Modern("no/such"));

        Assert.Equal((-32601, 9), ((int)answer!["error"]!["code"]!, (int)answer["id"]!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Progress_ComesBeforeTheResult(bool modern)
    {
        await StartAsync(McpEngine.Direct);
        _server!.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(1, 2, null, cancellationToken);
            return new FakeOutcome("done");
        });
        if (!modern)
        {
            await OpenAsync();
        }

        await Bridge.WriteAsync(modern
            ? Modern("tools/call", "\"name\":\"slow\",").Replace("\"_meta\":{", "\"_meta\":{\"progressToken\":7,", StringComparison.Ordinal)
            : """{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":7}}}""");

        Assert.Equal("notifications/progress", (string)(await Bridge.ReadAsync())!["method"]!);
        Assert.Equal(9, (int)(await Bridge.ReadAsync())!["id"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SlowCall_DoesNotHoldUpOthersAndCanBeCancelled(bool modern)
    {
        await StartAsync(McpEngine.Direct);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server!.Invoker.On("slow", async (_, cancellationToken) =>
        {
            cancellationToken.Register(() => cancelled.TrySetResult());
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new FakeOutcome("never");
        });
        if (!modern)
        {
            await OpenAsync();
        }

        await Bridge.WriteAsync(modern ? Modern("tools/call", "\"name\":\"slow\",") : """{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"slow"}}""");
        await started.Task.Soon();
        var other = await Bridge.AskAsync(modern ? Modern("tools/list").Replace("\"id\":9", "\"id\":10", StringComparison.Ordinal) : """{"jsonrpc":"2.0","id":10,"method":"ping"}""");
        await Bridge.WriteAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}""");

        Assert.Equal(10, (int)other!["id"]!);
        await cancelled.Task.Soon();
        Assert.Null(await Bridge.EndAsync());
        Assert.Null(await Bridge.ReadAsync());
    }

    [Fact]
    public async Task Legacy_ToolsChange_ReachesTheClientThroughTheGetStream()
    {
        await StartAsync(McpEngine.Direct);
        await OpenAsync();

        _server!.Publish(SomeMcp.WithTools(1));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", (await Bridge.ReadAsync())!.ToJsonString());
    }

    [Fact]
    public async Task Modern_ToolsChange_ReachesTheListener()
    {
        await StartAsync(McpEngine.Direct);
        Assert.Equal("notifications/subscriptions/acknowledged", (string)(await Bridge.AskAsync(Modern("subscriptions/listen", """ "notifications":{"toolsListChanged":true}, """)))!["method"]!);

        _server!.Publish(SomeMcp.WithTools(1));

        Assert.Equal("notifications/tools/list_changed", (string)(await Bridge.ReadAsync())!["method"]!);
        Assert.Null(await Bridge.EndAsync());
    }

    [Fact]
    public async Task Legacy_SessionForgotten_IsOpenedAnew()
    {
        await StartAsync(McpEngine.Direct);
        await OpenAsync();

        _server!.Time.Advance(TimeSpan.FromDays(2));
        var answer = await Bridge.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", answer!.ToJsonString());
    }

    [Fact]
    public async Task InputEnds_AnswersWhatRunsAndEndsTheSession()
    {
        var deleted = 0;
        _server = await McpServerFixture.StartAsync(SomeMcp.Config, before: http =>
        {
            deleted += http.Request.Method == "DELETE" && http.Request.Headers.ContainsKey("Mcp-Session-Id") ? 1 : 0;
            return Task.CompletedTask;
        });
        _bridge = BridgeRun.Start(_server.Endpoint);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = new TaskCompletionSource<McpProxy.Dispatch.ToolOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Invoker.On("slow", async (_, _) =>
        {
            started.SetResult();
            return await result.Task;
        });
        await OpenAsync();
        await Bridge.WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}""");
        await started.Task.Soon();

        var end = Bridge.EndAsync();
        result.SetResult(new FakeOutcome("whole"));

        Assert.Equal(1, (int)(await Bridge.ReadAsync())!["id"]!);
        Assert.Null(await end);
        Assert.Equal(1, deleted);
    }

    [Fact]
    public async Task Batch_IsAnsweredAsOne()
    {
        await StartAsync(McpEngine.Direct);
        await OpenAsync();

        var answer = await Bridge.AskAsync("""[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/progress"},{"id":2},{"jsonrpc":"2.0","id":"a","method":"ping"}]""");

        Assert.Equal(
            ["""{"jsonrpc":"2.0","id":1,"result":{}}""", """{"jsonrpc":"2.0","id":2,"error":{"code":-32600,"message":"Invalid request: \u0022jsonrpc\u0022 must be \u00222.0\u0022."}}""", """{"jsonrpc":"2.0","id":"a","result":{}}"""],
            answer!.AsArray().Select(a => a!.ToJsonString()));
    }

    [Theory]
    [InlineData("[]", -32600)]
    [InlineData("nonsense", -32700)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", -32600)]
    public async Task NoMessage_IsRefusedByTheBridge(string line, int code)
    {
        await StartAsync(McpEngine.Direct);

        Assert.Equal(code, (int)(await Bridge.AskAsync(line))!["error"]!["code"]!);
    }

    [Fact]
    public async Task LineTooLong_IsRefusedOnceAndTheNextIsCarried()
    {
        await StartAsync(McpEngine.Direct);

        var refused = await Bridge.AskAsync(new string('x', 2 * 1024 * 1024));

        Assert.Equal(-32600, (int)refused!["error"]!["code"]!);
        Assert.Equal(9, (int)(await Bridge.AskAsync(Modern("server/discover")))!["id"]!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_bridge is not null)
        {
            await _bridge.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task StartAsync(McpEngine engine)
    {
        _server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        _bridge = BridgeRun.Start(_server.Endpoint);
    }

    private async Task OpenAsync()
    {
        Assert.Equal("2025-06-18", (string?)(await Bridge.AskAsync(Initialize))!["result"]?["protocolVersion"]);
        await Bridge.WriteAsync(Initialized);
    }

    private static string Modern(string method, string parameters = "") =>
        JsonNode.Parse($$"""{"jsonrpc":"2.0","id":9,"method":"{{method}}","params":{ {{parameters}} {{McpMessages.Meta}} } }""")!.ToJsonString();
}

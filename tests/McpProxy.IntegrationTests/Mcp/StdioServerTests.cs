using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Stdio;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The same tools over two streams.</summary>
public sealed class StdioServerTests : IAsyncDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private readonly Pipe _input = new();
    private readonly Pipe _output = new();
    private StreamReader? _reader;
    private McpServerFixture? _server;
    private Task _run = Task.CompletedTask;

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_LegacyClient_IsServed(McpEngine engine)
    {
        await StartAsync(engine);

        await WriteAsync(Initialize);
        Assert.Equal("2025-06-18", (string)(await ReadAsync())!["result"]!["protocolVersion"]!);
        await WriteAsync(Initialized);
        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", (await ReadAsync())!.ToJsonString());
        await WriteAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        Assert.Equal(4, (await ReadAsync())!["result"]!["tools"]!.AsArray().Count);
        await WriteAsync("""{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"echo","arguments":{"message":"hi"}}}""");
        AssertJson("""{"jsonrpc":"2.0","id":"x","result":{"content":[{"type":"text","text":"{\"message\":\"hi\"}"}]}}""", await ReadAsync());
    }

    [Fact]
    public async Task Run_MessageFailsInsideTheProxy_IsLoggedAndTheConnectionGoesOn()
    {
        await StartAsync(McpEngine.Direct);
        _server!.Publish(SomeMcp.Config with { ServerInfo = null! }); // No surface can be made of it.
        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        while (_server.Log.Entries.IsEmpty)
        {
            await Task.Yield();
        }

        _server.Publish(SomeMcp.Config);
        await WriteAsync("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");

        Assert.Equal("""{"jsonrpc":"2.0","id":2,"result":{}}""", (await ReadAsync())!.ToJsonString());
        await _input.Writer.CompleteAsync();
        await _run.Soon();
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_BatchOf20250326_IsAnsweredOnOneLine(McpEngine engine)
    {
        await StartAsync(engine);
        await WriteAsync(Initialize.Replace("2025-06-18", "2025-03-26", StringComparison.Ordinal));
        await ReadAsync();

        await WriteAsync("""[{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"nope"}]""");
        Assert.Equal(["1", "2"], (await ReadAsync())!.AsArray().Select(a => a!["id"]!.ToJsonString()).Order());
        await WriteAsync("""[{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}]""");
        await WriteAsync("[]");
        Assert.Equal(-32600, (int)(await ReadAsync())!["error"]!["code"]!);
    }

    [Fact]
    public async Task Run_BatchOfOtherRevision_IsRefused()
    {
        await StartAsync(McpEngine.Direct);
        await WriteAsync(Initialize);
        await ReadAsync();

        await WriteAsync("""[{"jsonrpc":"2.0","id":1,"method":"ping"}]""");

        Assert.Equal(-32600, (int)(await ReadAsync())!["error"]!["code"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_ModernClient_IsServed(McpEngine engine)
    {
        await StartAsync(engine);

        await WriteAsync(Modern("server/discover"));
        Assert.Equal("2026-07-28", (string)(await ReadAsync())!["result"]!["supportedVersions"]![0]!);
        await WriteAsync(Modern("tools/call", "\"name\":\"echo\","));
        var result = (await ReadAsync())!["result"]!;
        Assert.Equal("complete", (string)result["resultType"]!);
        Assert.Equal("test-server", (string)result["_meta"]!["io.modelcontextprotocol/serverInfo"]!["name"]!);
    }

    [Theory]
    [InlineData("nonsense", -32700, null)]
    [InlineData("[]", -32600, null)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nothing"}}""", -32602, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"no/such"}""", -32601, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01"}}}""", -32022, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", -32602, 1)]
    public async Task Run_BadMessage_IsAnsweredWithAnError(string message, int code, int? id)
    {
        await StartAsync(McpEngine.Direct);

        await WriteAsync(message);

        var answer = await ReadAsync();
        Assert.Equal(code, (int)answer!["error"]!["code"]!);
        Assert.Equal(id, (int?)answer["id"]);
    }

    [Fact]
    public async Task Run_LineTooLong_IsRefusedOnceAndTheNextIsServed()
    {
        await StartAsync(McpEngine.Direct, SomeMcp.Config with { Limits = new McpLimitsConfig { MaxRequestBytes = 1024 } });

        await WriteAsync(new string('x', 100_000));
        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");

        Assert.Equal("Invalid request: the message is larger than 1024 bytes.", (string)(await ReadAsync())!["error"]!["message"]!);
        Assert.Equal(1, (int)(await ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Run_BlankLinesAndLineFeeds_AreNoMessages()
    {
        await StartAsync(McpEngine.Direct);

        await WriteAsync("\n\r\n  \n" + """{"jsonrpc":"2.0","id":1,"method":"ping"}""" + "\r");

        Assert.Equal(1, (int)(await ReadAsync())!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_SlowCall_DoesNotHoldUpOthers(McpEngine engine)
    {
        await StartAsync(engine);
        var result = new TaskCompletionSource<ToolOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server!.Invoker.On("slow", async (_, _) => await result.Task);

        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}""");
        await WriteAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo"}}""");

        Assert.Equal(2, (int)(await ReadAsync())!["id"]!);
        result.SetResult(new FakeOutcome("late"));
        Assert.Equal(1, (int)(await ReadAsync())!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_CallCancelled_IsNotAnswered(McpEngine engine)
    {
        await StartAsync(engine);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server!.Invoker.On("slow", async (_, cancellationToken) =>
        {
            cancellationToken.Register(() => cancelled.TrySetResult());
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new FakeOutcome("never");
        });
        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}""");
        await started.Task.Soon();

        await WriteAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        await cancelled.Task.Soon();
        await WriteAsync("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");

        Assert.Equal(2, (int)(await ReadAsync())!["id"]!);
        await _input.Writer.CompleteAsync();
        await _run.Soon();
        Assert.Null(await ReadAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_Progress_ComesBeforeTheResult(McpEngine engine)
    {
        await StartAsync(engine);
        _server!.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(1, 2, null, cancellationToken);
            return new FakeOutcome("done");
        });

        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":7}}}""");

        AssertJson("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":1,"total":2}}""", await ReadAsync());
        Assert.Equal(1, (int)(await ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Run_ToolsChange_TellsLegacyClientAfterItIsReady()
    {
        await StartAsync(McpEngine.Direct);
        await WriteAsync(Initialize);
        await ReadAsync();
        await WriteAsync(Initialized);

        _server!.Publish(SomeMcp.WithTools(1));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", (await ReadAsync())!.ToJsonString());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Run_ToolsChange_TellsModernListener(McpEngine engine)
    {
        await StartAsync(engine);
        await WriteAsync(Modern("subscriptions/listen", """ "notifications":{"toolsListChanged":true}, """));
        Assert.Equal("notifications/subscriptions/acknowledged", (string)(await ReadAsync())!["method"]!);

        _server!.Publish(SomeMcp.WithTools(1) with { Engine = engine });

        AssertJson("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":9}}}""", await ReadAsync());
    }

    [Fact]
    public async Task Run_InputEnds_AnswersWhatRunsAndEnds()
    {
        await StartAsync(McpEngine.Direct);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = new TaskCompletionSource<ToolOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server!.Invoker.On("slow", async (_, _) =>
        {
            started.SetResult();
            return await result.Task;
        });
        await WriteAsync(Modern("subscriptions/listen", """ "notifications":{"toolsListChanged":true}, """));
        await ReadAsync();
        await _input.Writer.WriteAsync(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}""")); // No line feed.
        await _input.Writer.CompleteAsync();
        await started.Task.Soon();

        result.SetResult(new FakeOutcome("whole"));

        Assert.Equal(1, (int)(await ReadAsync())!["id"]!);
        await _run.Soon();
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Run_InputEndsAndCallHangs_CancelsItAfterTheDrainTime()
    {
        await StartAsync(McpEngine.Direct);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server!.Invoker.On("slow", async (_, cancellationToken) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new FakeOutcome("never");
        });
        await WriteAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}""");
        await started.Task.Soon();
        await _input.Writer.CompleteAsync();
        await _server.Time.WhenPendingAsync(2).Soon(); // The sweeper of sessions, and the drain.

        _server.Time.Advance(TimeSpan.FromSeconds(5));

        await _run.Soon();
    }

    [Fact]
    public async Task Run_ToldToStop_EndsThoughTheInputStaysOpen()
    {
        using var stop = new CancellationTokenSource();
        await StartAsync(McpEngine.Direct, cancellationToken: stop.Token);

        await stop.CancelAsync();

        await _run.Soon();
    }

    [Fact]
    public async Task Run_Toolset_ServesItsToolsOnly()
    {
        await StartAsync(McpEngine.Direct, toolset: "small");

        await WriteAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");

        Assert.Equal("echo", (string)(await ReadAsync())!["result"]!["tools"]!.AsArray().Single()!["name"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.Writer.CompleteAsync();
        await _run.Soon();
        _reader?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task StartAsync(McpEngine engine, McpConfig? config = null, string? toolset = null, CancellationToken cancellationToken = default)
    {
        _server = await McpServerFixture.StartAsync((config ?? SomeMcp.Config) with { Engine = engine }, configure: s => s.Configure<HostOptions>(h => h.ShutdownTimeout = TimeSpan.FromSeconds(5)));
        _reader = new StreamReader(_output.Reader.AsStream());
        var server = _server.Services.GetRequiredService<StdioServer>();
        _run = RunAsync();

        async Task RunAsync()
        {
            await server.RunAsync(_input.Reader.AsStream(), _output.Writer.AsStream(), toolset, cancellationToken);
            await _output.Writer.CompleteAsync();
        }
    }

    private static string Modern(string method, string parameters = "") =>
        $$"""{"jsonrpc":"2.0","id":9,"method":"{{method}}","params":{ {{parameters}} {{McpMessages.Meta}} } }""";

    private async Task WriteAsync(string line) => await _input.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

    private async Task<JsonNode?> ReadAsync() => await _reader!.ReadLineAsync().Soon() is { } line ? JsonNode.Parse(line) : null;

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut got {actual?.ToJsonString()}");
}

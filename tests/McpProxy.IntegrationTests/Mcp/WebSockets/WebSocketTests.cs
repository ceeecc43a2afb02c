using System.Text;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.WebSockets.WebSocketDoor;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>The same tools over WebSocket, for clients of both eras.</summary>
public sealed class WebSocketTests
{
    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Connect_LegacyClient_IsServed(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server, configure: o => o.AddSubProtocol("mcp"));

        Assert.Equal("mcp", client.Socket.SubProtocol);
        await client.SendAsync(Initialize);
        Assert.Equal("2025-06-18", (string)(await client.ReadAsync())!["result"]!["protocolVersion"]!);
        await client.SendAsync(Initialized);
        await client.SendAsync(PingRequest);
        Assert.Equal("""{"jsonrpc":"2.0","id":99,"result":{}}""", (await client.ReadAsync())!.ToJsonString());
        await client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        Assert.Equal(4, (await client.ReadAsync())!["result"]!["tools"]!.AsArray().Count);
        await client.SendAsync(Call("echo", "\"x\"", """{"message":"hi"}"""));
        AssertJson("""{"jsonrpc":"2.0","id":"x","result":{"content":[{"type":"text","text":"{\"message\":\"hi\"}"}]}}""", await client.ReadAsync());
        await client.CloseAsync();
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Connect_ModernClient_IsServed(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server);

        Assert.Null(client.Socket.SubProtocol);
        await client.SendAsync(Modern("server/discover"));
        Assert.Equal("2026-07-28", (string)(await client.ReadAsync())!["result"]!["supportedVersions"]![0]!);
        await client.SendAsync(Modern("tools/call", "\"name\":\"echo\","));
        var result = (await client.ReadAsync())!["result"]!;
        Assert.Equal("complete", (string)result["resultType"]!);
        Assert.Equal("test-server", (string)result["_meta"]!["io.modelcontextprotocol/serverInfo"]!["name"]!);
    }

    [Theory]
    [InlineData("", -32700, null)]
    [InlineData("nonsense", -32700, null)]
    [InlineData("[]", -32600, null)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", -32600, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nothing"}}""", -32602, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"no/such"}""", -32601, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01"}}}""", -32022, 1)]
    public async Task Send_BadMessage_IsAnsweredWithAnErrorAndTheNextIsServed(string message, int code, int? id)
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server);

        await client.SendAsync(message);

        var answer = await client.ReadAsync();
        Assert.Equal(code, (int)answer!["error"]!["code"]!);
        Assert.Equal(id, (int?)answer["id"]);
        await client.SendAsync(PingRequest);
        Assert.Equal(99, (int)(await client.ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Send_MessageInFragmentsWithPingsBetween_IsOneMessage()
    {
        await using var server = await StartAsync();
        using var client = await RawWebSocket.ConnectAsync(server);

        await client.SendAsync(RawWebSocket.Text, """{"jsonrpc":"2.0","id":1,"""u8, isFinal: false);
        await client.SendAsync(RawWebSocket.Ping, "hello"u8);
        Assert.Equal((RawWebSocket.Pong, "hello"), await ReadTextAsync(client));
        await client.SendAsync(RawWebSocket.Continuation, """ "method":"""u8, isFinal: false);
        await client.SendAsync(RawWebSocket.Continuation, """ "ping"}"""u8);

        Assert.Equal((RawWebSocket.Text, """{"jsonrpc":"2.0","id":1,"result":{}}"""), await ReadTextAsync(client));
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_Slow_DoesNotHoldUpOthers(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server);
        var result = new TaskCompletionSource<ToolOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Invoker.On("slow", async (_, _) => await result.Task);

        await client.SendAsync(Call("slow", "1"));
        await client.SendAsync(Call("echo", "2"));

        Assert.Equal(2, (int)(await client.ReadAsync())!["id"]!);
        result.SetResult(new FakeOutcome("late"));
        Assert.Equal(1, (int)(await client.ReadAsync())!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_Cancelled_IsNotAnswered(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server);
        var call = new HangingTool(server, "slow");
        await client.SendAsync(Call("slow", "1"));
        await call.Started.Soon();

        await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        await call.Cancelled.Soon();
        await client.SendAsync(PingRequest);

        Assert.Equal(99, (int)(await client.ReadAsync())!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ReportsProgress_SendsItBeforeTheResult(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server);
        server.Invoker.On("slow", async (call, cancellationToken) =>
        {
            await call.Progress!.ReportAsync(1, 2, null, cancellationToken);
            return new FakeOutcome("done");
        });

        await client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":7}}}""");

        AssertJson("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":1,"total":2}}""", await client.ReadAsync());
        Assert.Equal(1, (int)(await client.ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Tools_Change_TellsLegacyClientOnceHoweverOftenItSaidThatItIsReady()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server);
        await client.SendAsync(Initialize);
        await client.ReadAsync();
        await client.SendAsync(Initialized);
        await client.SendAsync(Initialized);
        await client.SendAsync(PingRequest);
        await client.ReadAsync();

        server.Publish(SomeMcp.WithTools(1));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", (await client.ReadAsync())!.ToJsonString());
        await client.SendAsync(PingRequest);
        Assert.Equal(99, (int)(await client.ReadAsync())!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Tools_Change_TellsModernListener(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server);
        await client.SendAsync(Modern("subscriptions/listen", """ "notifications":{"toolsListChanged":true}, """));
        Assert.Equal("notifications/subscriptions/acknowledged", (string)(await client.ReadAsync())!["method"]!);

        server.Publish(SomeMcp.WithTools(1) with { Engine = engine });

        AssertJson("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":9}}}""", await client.ReadAsync());
    }

    [Fact]
    public async Task Connect_Toolset_ServesItsToolsOnly()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server, "/ws/small");

        await client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");

        Assert.Equal("echo", (string)(await client.ReadAsync())!["result"]!["tools"]!.AsArray().Single()!["name"]!);
    }

    [Fact]
    public async Task Call_LargeAnswer_ComesWhole()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server);
        var text = new string('ä', 1_000_000);
        server.Invoker.On("slow", (_, _) => new(new FakeOutcome(text)));

        await client.SendAsync(Call("slow"));

        Assert.Equal(text, (string)(await client.ReadAsync())!["result"]!["content"]![0]!["text"]!);
    }

    private static async Task<(byte Opcode, string Text)?> ReadTextAsync(RawWebSocket client) =>
        await client.ReadFrameAsync() is { } frame ? (frame.Opcode, Encoding.UTF8.GetString(frame.Payload)) : null;
}

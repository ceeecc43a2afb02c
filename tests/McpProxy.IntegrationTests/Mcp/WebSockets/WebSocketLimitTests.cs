using System.Text;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.WebSockets.WebSocketDoor;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>Clients that send too much, too slowly, or the wrong thing, and clients that do not read.</summary>
public sealed class WebSocketLimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Send_MessageTooLarge_IsAnErrorAndClosed(int fragments)
    {
        await using var server = await StartAsync(config: SomeMcp.Config with { Limits = new McpLimitsConfig { MaxRequestBytes = 1024 } });
        using var client = await RawWebSocket.ConnectAsync(server);

        for (var i = 0; i < fragments; i++)
        {
            await client.SendAsync(i == 0 ? RawWebSocket.Text : RawWebSocket.Continuation, new byte[1025].Select(_ => (byte)'x').ToArray(), isFinal: i == fragments - 1);
        }

        Assert.Contains("the message is larger than 1024 bytes", await ReadTextAsync(client), StringComparison.Ordinal);
        Assert.Equal(1009, await client.ReadCloseAsync());
    }

    [Fact]
    public async Task Send_MessageOfTheLargestSize_IsServed()
    {
        await using var server = await StartAsync(config: SomeMcp.Config with { Limits = new McpLimitsConfig { MaxRequestBytes = 1024 } });
        using var client = await WebSocketPeer.ConnectAsync(server);

        await client.SendAsync(PingRequest.PadRight(1024));

        Assert.Equal(99, (int)(await client.ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Send_Binary_IsClosed()
    {
        await using var server = await StartAsync();
        using var client = await RawWebSocket.ConnectAsync(server);

        await client.SendAsync(RawWebSocket.Binary, "{}"u8);

        Assert.Equal(1003, await client.ReadCloseAsync());
    }

    [Theory]
    [InlineData(RawWebSocket.Text, 1007)] // Text that is not UTF-8.
    [InlineData(RawWebSocket.Continuation, 1002)] // Of nothing.
    [InlineData((byte)3, 1002)] // An opcode that is not defined.
    public async Task Send_NotWebSocket_IsClosedByTheRulesOfTheProtocol(byte opcode, int code)
    {
        await using var server = await StartAsync();
        using var client = await RawWebSocket.ConnectAsync(server);

        await client.SendAsync(opcode, [0xff, 0xfe]);

        // The runtime sends the code and resets the connection; which of the two comes first is up to the network.
        Assert.Equal(code, await client.ReadCloseAsync() ?? code);
        Assert.Empty(server.Log.Entries);
    }

    [Fact]
    public async Task Send_FrameThatIsNotMasked_IsClosed()
    {
        await using var server = await StartAsync();
        using var client = await RawWebSocket.ConnectAsync(server);

        await client.WriteAsync((byte[])[0x81, 12, .. "{\"jsonrpc\": "u8]);

        Assert.Equal(1002, await client.ReadCloseAsync() ?? 1002);
    }

    [Theory]
    [InlineData(true)] // The rest of a fragmented message.
    [InlineData(false)] // The rest of a frame.
    public async Task Send_HalfAMessage_IsClosedAfterTheTimeout(bool fragmented)
    {
        await using var server = await StartAsync(change: c => c with { MessageTimeout = TimeSpan.FromSeconds(20) });
        using var client = await RawWebSocket.ConnectAsync(server);

        await client.WriteAsync(fragmented ? RawWebSocket.Frame(RawWebSocket.Text, "{"u8, isFinal: false) : RawWebSocket.Frame(RawWebSocket.Text, "{}"u8)[..^1]);
        await server.Time.WhenPendingAsync(2).Soon(); // The sweeper of sessions, and the message.
        server.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1008, await client.ReadCloseAsync());
    }

    [Fact]
    public async Task Send_NothingAtAll_StaysConnected()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server);

        server.Time.Advance(TimeSpan.FromDays(1));
        await client.SendAsync(PingRequest);

        Assert.Equal(99, (int)(await client.ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Call_MoreThanMayRun_WaitTheirTurnWhilePingsAndCancellationsDoNot()
    {
        await using var server = await StartAsync(change: c => c with { MaxConcurrentCalls = 2 });
        using var client = await WebSocketPeer.ConnectAsync(server);
        var result = new TaskCompletionSource<ToolOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Invoker.On("slow", async (_, _) => await result.Task);

        for (var id = 1; id <= 5; id++)
        {
            await client.SendAsync(Call("slow", id.ToString()));
        }

        await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4}}""");
        await client.SendAsync(PingRequest);
        Assert.Equal(99, (int)(await client.ReadAsync())!["id"]!);
        Assert.Equal(2, server.Invoker.Calls.Count);
        result.SetResult(new FakeOutcome("done"));

        var answered = new HashSet<int>();
        for (var i = 0; i < 4; i++)
        {
            answered.Add((int)(await client.ReadAsync())!["id"]!);
        }

        Assert.Equal([1, 2, 3, 5], answered.Order());
        Assert.Equal(4, server.Invoker.Calls.Count);
    }

    [Fact]
    public async Task Call_MoreThanMayWait_AreRefused()
    {
        await using var server = await StartAsync(change: c => c with { MaxConcurrentCalls = 1, MaxQueuedBytes = 64 * 1024 });
        using var client = await WebSocketPeer.ConnectAsync(server);
        var call = new HangingTool(server, "slow");
        await client.SendAsync(Call("slow", "1"));
        await call.Started.Soon();

        await client.SendAsync(Call("echo", "2", $$"""{"message":"{{new string('x', 60 * 1024)}}"}"""));
        await client.SendAsync(Call("echo", "3", $$"""{"message":"{{new string('x', 10 * 1024)}}"}"""));

        var refused = await client.ReadAsync();
        Assert.Equal(3, (int)refused!["id"]!);
        Assert.Equal("Too many requests are open; try again later.", (string)refused["error"]!["message"]!);
        await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        Assert.Equal(2, (int)(await client.ReadAsync())!["id"]!);
    }

    [Fact]
    public async Task Listen_MoreThanOneConnectionMay_IsRefused()
    {
        await using var server = await StartAsync(change: c => c with { MaxConcurrentCalls = 1 });
        using var client = await WebSocketPeer.ConnectAsync(server);
        const string Listen = """ "notifications":{"toolsListChanged":true}, """;

        await client.SendAsync(Modern("subscriptions/listen", Listen, id: "1"));
        Assert.Equal("notifications/subscriptions/acknowledged", (string)(await client.ReadAsync())!["method"]!);
        await client.SendAsync(Modern("subscriptions/listen", Listen, id: "2"));
        Assert.Equal("Too many streams are open; try again later.", (string)(await client.ReadAsync())!["error"]!["message"]!);
        await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        await client.SendAsync(Call("echo", "3"));
        Assert.Equal(3, (int)(await client.ReadAsync())!["id"]!); // Subscriptions take no turn of calls.
    }

    [Fact]
    public async Task Listen_MoreThanTheServerMay_IsRefused()
    {
        await using var server = await StartAsync(config: SomeMcp.Config with { Limits = new McpLimitsConfig { MaxStreams = 1 } });
        using var first = await WebSocketPeer.ConnectAsync(server);
        using var second = await WebSocketPeer.ConnectAsync(server);
        const string Listen = """ "notifications":{"toolsListChanged":true}, """;

        await first.SendAsync(Modern("subscriptions/listen", Listen));
        await first.ReadAsync();
        await second.SendAsync(Modern("subscriptions/listen", Listen));

        Assert.Equal("Too many streams are open; try again later.", (string)(await second.ReadAsync())!["error"]!["message"]!);
    }

    [Fact]
    public async Task Read_NotForTooLong_IsDropped()
    {
        await using var server = await StartAsync(change: c => c with { MessageTimeout = TimeSpan.FromSeconds(20) });
        using var client = await RawWebSocket.ConnectAsync(server, receiveBuffer: 4096);
        server.Invoker.On("slow", (_, _) => new(new FakeOutcome(new string('x', 20_000_000))));
        await client.SendTextAsync(Call("slow"));

        await server.Time.WhenPendingAsync(2).Soon(); // The sweeper of sessions, and the message that is not taken.
        server.Time.Advance(TimeSpan.FromSeconds(20));
        await server.Time.WhenPendingAsync(2).Soon(); // The sweeper, and the time for the close.
        server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await client.ReadCloseAsync());
        Assert.Empty(server.Log.Entries);
    }

    [Fact]
    public async Task Read_NothingWhileMuchWaits_IsEndedWithTheReason()
    {
        await using var server = await StartAsync(change: c => c with { MaxQueuedBytes = 64 * 1024 });
        using var client = await RawWebSocket.ConnectAsync(server, receiveBuffer: 4096);
        server.Invoker.On("slow", async (call, cancellationToken) =>
        {
            var text = new string('x', 20_000_000);
            var reports = Enumerable.Range(1, 5).Select(i => call.Progress!.ReportAsync(i, 10, text, cancellationToken).AsTask());
            await Task.WhenAll(reports);
            return new FakeOutcome("done");
        });
        await client.SendTextAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":7}}}""");
        await server.Time.WhenPendingAsync(3).Soon(); // The sweeper of sessions, the message that is on its way, and the time for the close after it.

        Assert.Equal(1013, await client.ReadCloseAsync());
    }

    private static async Task<string> ReadTextAsync(RawWebSocket client) => Encoding.UTF8.GetString((await client.ReadFrameAsync())!.Value.Payload);
}

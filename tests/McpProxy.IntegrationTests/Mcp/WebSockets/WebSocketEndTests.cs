using System.Net.WebSockets;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static McpProxy.IntegrationTests.Mcp.WebSockets.WebSocketDoor;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>How connections end: by the client, by the network, by silence, by the end of the process.</summary>
public sealed class WebSocketEndTests
{
    [Fact]
    public async Task Server_Stops_TellsIdleClientsThatItGoesAway()
    {
        await using var server = await StartAsync();
        using var first = await WebSocketPeer.ConnectAsync(server);
        using var second = await WebSocketPeer.ConnectAsync(server);
        await first.SendAsync(PingRequest);
        await first.ReadAsync();

        var stopping = server.StopAsync();

        Assert.Equal((1001, "The server is shutting down."), await first.ReadCloseAsync());
        Assert.Equal(1001, (await second.ReadCloseAsync()).Code);
        await first.CloseAsync();
        await second.CloseAsync();
        await stopping.Soon();
        Assert.Empty(server.Log.Entries);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Server_Stops_AnswersWhatRunsAndEndsSubscriptionsBeforeItCloses(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        using var client = await WebSocketPeer.ConnectAsync(server);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = new TaskCompletionSource<ToolOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Invoker.On("slow", async (_, _) =>
        {
            started.SetResult();
            return await result.Task;
        });
        await client.SendAsync(Modern("subscriptions/listen", """ "notifications":{"toolsListChanged":true}, """, id: "5"));
        Assert.Equal("notifications/subscriptions/acknowledged", (string)(await client.ReadAsync())!["method"]!);
        await client.SendAsync(Call("slow", "6"));
        await started.Task.Soon();

        var stopping = server.StopAsync();
        Assert.Equal(5, (int)(await client.ReadAsync())!["id"]!);
        await client.SendAsync(Call("echo", "7"));
        var refused = await client.ReadAsync();
        result.SetResult(new FakeOutcome("whole"));

        Assert.Equal(7, (int)refused!["id"]!);
        Assert.Equal("The server is shutting down; connect again.", (string)refused["error"]!["message"]!);
        Assert.Equal(6, (int)(await client.ReadAsync())!["id"]!);
        Assert.Equal(1001, (await client.ReadCloseAsync()).Code);
        await client.CloseAsync();
        await stopping.Soon();
    }

    /// <summary>Who hears of the stop in which order is not ours to say; here the connection hears of it last.</summary>
    [Fact]
    public async Task Server_Stops_RefusesRequestsBeforeTheConnectionHasHeardOfIt()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server);
        await client.SendAsync(PingRequest);
        await client.ReadAsync();
        var refused = new TaskCompletionSource<JsonNode?>();
        using var first = server.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => refused.SetResult(AskAsync().GetAwaiter().GetResult()));

        var stopping = Task.Run(server.StopAsync, TestContext.Current.CancellationToken);

        Assert.Equal("The server is shutting down; connect again.", (string?)(await refused.Task.Soon())!["error"]?["message"]);
        Assert.Equal(1001, (await client.ReadCloseAsync()).Code);
        await client.CloseAsync();
        await stopping.Soon();

        async Task<JsonNode?> AskAsync()
        {
            await client.SendAsync(Call("echo", "7")).ConfigureAwait(false);
            return await client.ReadAsync().ConfigureAwait(false);
        }
    }

    [Fact]
    public async Task Server_StopsAndACallHangs_CancelsItAfterTheDrainTimeAndCloses()
    {
        await using var server = await StartAsync(configure: s => s.Configure<HostOptions>(h => h.ShutdownTimeout = TimeSpan.FromSeconds(30)));
        using var client = await WebSocketPeer.ConnectAsync(server);
        var call = new HangingTool(server, "slow");
        await client.SendAsync(Call("slow"));
        await call.Started.Soon();
        var timers = 1; // The sweeper of sessions.
        await server.Time.WhenPendingAsync(timers).Soon();

        var stopping = server.StopAsync();
        await server.Time.WhenPendingAsync(1).Soon();
        while (!call.Cancelled.IsCompleted)
        {
            server.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(1001, (await client.ReadCloseAsync()).Code);
        await client.CloseAsync();
        await stopping.Soon();
    }

    [Fact]
    public async Task Client_Closes_IsAnsweredAndItsCallsAreCancelled()
    {
        await using var server = await StartAsync();
        using var client = await WebSocketPeer.ConnectAsync(server);
        var call = new HangingTool(server, "slow");
        await client.SendAsync(Call("slow"));
        await call.Started.Soon();

        await client.CloseAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Socket.CloseStatus);
        await call.Cancelled.Soon();
    }

    [Fact]
    public async Task Client_Vanishes_ItsCallsAreCancelled()
    {
        await using var server = await StartAsync();
        var call = new HangingTool(server, "slow");
        using (var client = await RawWebSocket.ConnectAsync(server))
        {
            await client.SendTextAsync(Call("slow"));
            await call.Started.Soon();
        }

        await call.Cancelled.Soon();
        Assert.Empty(server.Log.Entries);
    }

    [Fact]
    public async Task Client_AnswersPings_StaysConnected()
    {
        await using var server = await StartAsync(change: c => c with { PingInterval = TimeSpan.FromMilliseconds(20), PongTimeout = Wait.Limit });
        using var client = await RawWebSocket.ConnectAsync(server);

        for (var i = 0; i < 3; i++)
        {
            var ping = await client.ReadFrameAsync();
            Assert.Equal(RawWebSocket.Ping, ping!.Value.Opcode);
            await client.SendAsync(RawWebSocket.Pong, ping.Value.Payload);
        }

        await client.SendTextAsync(PingRequest);
        while ((await client.ReadFrameAsync())!.Value.Opcode != RawWebSocket.Text)
        {
        }
    }

    [Fact]
    public async Task Client_AnswersNoPing_IsDropped()
    {
        await using var server = await StartAsync(change: c => c with { PingInterval = TimeSpan.FromMilliseconds(20), PongTimeout = TimeSpan.FromMilliseconds(20) });
        using var client = await RawWebSocket.ConnectAsync(server);

        Assert.Null(await client.ReadCloseAsync());

        Assert.Empty(server.Log.Entries);
    }
}

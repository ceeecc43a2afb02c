using System.Net;
using System.Net.WebSockets;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.WebSockets.WebSocketDoor;

namespace McpProxy.IntegrationTests.Mcp.WebSockets;

/// <summary>What is said before a connection is open: as an HTTP status with a JSON-RPC error.</summary>
public sealed class WebSocketUpgradeTests
{
    [Fact]
    public async Task Get_WithoutUpgrade_Is426()
    {
        await using var server = await StartAsync();

        using var response = await server.Client.GetAsync("/ws");
        var answer = await Answer.ReadAsync(response);

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.Status);
        Assert.Equal("websocket", response.Headers.Upgrade.ToString());
        Assert.Equal("13", response.Headers.GetValues("Sec-WebSocket-Version").Single());
        Assert.Equal(-32600, (int)answer.Body!["error"]!["code"]!);
    }

    [Fact]
    public async Task Get_OtherVersionOfWebSocket_Is426()
    {
        await using var server = await StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/ws").With("Connection", "Upgrade").With("Upgrade", "websocket").With("Sec-WebSocket-Version", "8").With("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");

        Assert.Equal(HttpStatusCode.UpgradeRequired, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Post_AtTheEndpoint_Is405()
    {
        await using var server = await StartAsync();

        using var response = await server.Client.SendAsync(McpMessages.Post("{}", "/ws"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("GET", response.Content.Headers.Allow.Single());
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example.com")]
    public async Task Connect_ForeignPage_Is403(string header, string value)
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await RefusalAsync(server, o => o.SetRequestHeader(header, value)));
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("https://app.example.com")]
    public async Task Connect_AllowedOrigin_IsServed(string origin)
    {
        await using var server = await StartAsync(config: SomeMcp.Config with { AllowedOrigins = ["https://app.example.com"] });

        using var client = await WebSocketPeer.ConnectAsync(server, configure: o => o.SetRequestHeader("Origin", origin));

        Assert.Equal(WebSocketState.Open, client.Socket.State);
    }

    [Theory]
    [InlineData("/ws/nothing")]
    [InlineData("/ws/small/more")]
    public async Task Connect_UnknownToolset_Is404(string path)
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(server, path: path));
    }

    [Fact]
    public async Task Connect_NotEnabled_Is404()
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(server));
    }

    [Fact]
    public async Task Connect_OtherPath_IsServed()
    {
        await using var server = await StartAsync(change: c => c with { Path = "/socket/mcp" });

        using var client = await WebSocketPeer.ConnectAsync(server, "/socket/mcp/small");

        Assert.Equal(WebSocketState.Open, client.Socket.State);
    }

    [Fact]
    public async Task Connect_TooMany_Is503UntilOneEnds()
    {
        await using var server = await StartAsync(change: c => c with { MaxConnections = 1 });
        using (var first = await WebSocketPeer.ConnectAsync(server))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefusalAsync(server));
            await first.CloseAsync();
        }

        var status = HttpStatusCode.ServiceUnavailable;
        while (status == HttpStatusCode.ServiceUnavailable)
        {
            status = await RefusalAsync(server); // The server notes the end a moment after the client.
        }

        Assert.Equal(HttpStatusCode.SwitchingProtocols, status);
    }

    [Theory]
    [InlineData(new[] { "mcp" }, "mcp")]
    [InlineData(new[] { "other", "mcp" }, "mcp")]
    [InlineData(new[] { "other" }, null)]
    public async Task Connect_Subprotocols_ChoosesMcpAlone(string[] offered, string? chosen)
    {
        await using var server = await StartAsync();

        using var client = await WebSocketPeer.ConnectAsync(server, configure: o => offered.ToList().ForEach(o.AddSubProtocol));

        Assert.Equal(chosen, client.Socket.SubProtocol);
    }

    [Fact]
    public async Task Connect_Compression_IsNotNegotiated()
    {
        await using var server = await StartAsync();

        using var client = await WebSocketPeer.ConnectAsync(server, configure: o =>
        {
            o.DangerousDeflateOptions = new WebSocketDeflateOptions();
            o.CollectHttpResponseDetails = true;
        });

        Assert.False(client.Socket.HttpResponseHeaders!.ContainsKey("Sec-WebSocket-Extensions"));
    }

    private static async Task<HttpStatusCode> RefusalAsync(McpServerFixture server, Action<ClientWebSocketOptions>? configure = null, string path = "/ws")
    {
        using var peer = new WebSocketPeer();
        configure?.Invoke(peer.Socket.Options);
        return await peer.TryConnectAsync(server.BaseAddress, path);
    }
}

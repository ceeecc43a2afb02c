using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.Testing.Mcp;

/// <summary>A client of the WebSocket endpoint.</summary>
internal sealed class WebSocketPeer : IDisposable
{
    public ClientWebSocket Socket { get; } = new();

    public static async Task<WebSocketPeer> ConnectAsync(McpServerFixture server, string path = "/ws", Action<ClientWebSocketOptions>? configure = null)
    {
        var peer = new WebSocketPeer();
        configure?.Invoke(peer.Socket.Options);
        await peer.Socket.ConnectAsync(new UriBuilder(server.BaseAddress) { Scheme = "ws", Path = path }.Uri, CancellationToken.None).Soon();
        return peer;
    }

    /// <summary>Tries to connect.</summary>
    /// <returns>The status that the server answered with; 101 when the connection is open.</returns>
    public async Task<HttpStatusCode> TryConnectAsync(Uri server, string path = "/ws")
    {
        Socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await Socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = path }.Uri, CancellationToken.None).Soon();
        }
        catch (WebSocketException) when (Socket.HttpStatusCode != 0)
        {
            // The status says why.
        }

        return Socket.HttpStatusCode;
    }

    /// <summary>Sends one message in one text frame.</summary>
    public Task SendAsync(string message) => Socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Soon();

    /// <summary>Reads the next message; null when the server has closed, see <see cref="ClientWebSocket.CloseStatus"/>.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await Socket.ReceiveAsync(new ArraySegment<byte>(buffer), CancellationToken.None).Soon();
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer.AsSpan(0, received.Count));
            if (received.EndOfMessage)
            {
                return JsonNode.Parse(message.ToArray());
            }
        }
    }

    /// <summary>Reads until the server closes.</summary>
    /// <returns>Its close code and reason.</returns>
    public async Task<(int Code, string? Reason)> ReadCloseAsync()
    {
        while (await ReadAsync() is not null)
        {
        }

        return ((int)Socket.CloseStatus!, Socket.CloseStatusDescription);
    }

    /// <summary>Closes in an orderly way.</summary>
    public Task CloseAsync() => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).Soon();

    public void Dispose() => Socket.Dispose();
}

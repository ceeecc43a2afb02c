using System.Net;
using System.Net.Sockets;
using System.Text;

namespace McpProxy.Benchmarks.Load;

/// <summary>Clients that open something and then keep still. Plain sockets: what they cost must not disturb the machine.</summary>
internal sealed class IdleClients(ServerProcess server) : IDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"idle","version":"1"}}}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private const string Listen = """{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private readonly List<Socket> _sockets = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Opens a number of one kind, and waits for the answer of each.</summary>
    public async Task OpenAsync(string kind, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await (kind switch
            {
                "--websockets" => OpenWebSocketAsync(),
                "--streams" => OpenStreamAsync(),
                "--sessions" => OpenSessionAsync(),
                _ => throw new FormatException($"'{kind}' is none of --websockets, --streams, --sessions."),
            });
        }
    }

    public void Dispose() => _sockets.ForEach(s => s.Dispose());

    private async Task OpenWebSocketAsync()
    {
        var socket = await ConnectAsync();
        await SendAsync(socket, $"GET /ws HTTP/1.1\r\nHost: {server.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", "101 Switching");
        await SendAsync(socket, Frame(Initialize), "protocolVersion");
        await socket.SendAsync(Frame(Initialized));
    }

    private async Task OpenStreamAsync() =>
        await SendAsync(await ConnectAsync(), Post(Listen, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\n"), "acknowledged");

    /// <summary>A session needs no connection: one serves all.</summary>
    private async Task OpenSessionAsync()
    {
        if (_sockets.Count == 0)
        {
            await ConnectAsync();
        }

        await SendAsync(_sockets[0], Post(Initialize, ""), "protocolVersion");
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _sockets.Add(socket);
        await socket.ConnectAsync(IPAddress.Parse(server.Address.Host), server.Address.Port);
        return socket;
    }

    private Task SendAsync(Socket socket, string request, string expected) => SendAsync(socket, Encoding.ASCII.GetBytes(request), expected);

    private async Task SendAsync(Socket socket, byte[] request, string expected)
    {
        await socket.SendAsync(request);
        var read = await socket.ReceiveAsync(_buffer);
        var answer = new StringBuilder(Encoding.ASCII.GetString(_buffer, 0, read));
        while (!answer.ToString().Contains(expected, StringComparison.Ordinal))
        {
            read = await socket.ReceiveAsync(_buffer);
            answer.Append(read > 0 ? Encoding.ASCII.GetString(_buffer, 0, read) : throw new IOException($"Expected {expected} but got {answer}"));
        }
    }

    private string Post(string body, string headers) =>
        $"POST /mcp HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    /// <summary>A text frame as a client sends it (RFC 6455, 5.2), masked with zeros.</summary>
    private static byte[] Frame(string message) =>
    [
        0x81,
        .. message.Length < 126 ? (byte[])[(byte)(0x80 | message.Length)] : [0x80 | 126, (byte)(message.Length >> 8), (byte)message.Length],
        0, 0, 0, 0,
        .. Encoding.ASCII.GetBytes(message),
    ];
}

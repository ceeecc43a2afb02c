using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace McpProxy.Testing.Mcp;

/// <summary>A WebSocket client that writes its frames by hand (RFC 6455, 5.2), so that it can write wrong ones, half ones, or none.</summary>
internal sealed class RawWebSocket : IDisposable
{
    public const byte Continuation = 0;
    public const byte Text = 1;
    public const byte Binary = 2;
    public const byte Close = 8;
    public const byte Ping = 9;
    public const byte Pong = 10;

    private readonly TcpClient _client = new() { NoDelay = true };
    private NetworkStream? _stream;

    /// <summary>Connects and upgrades.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="receiveBuffer">Bytes the kernel takes before the reader does; 0 for the system's choice.</param>
    public static async Task<RawWebSocket> ConnectAsync(McpServerFixture server, int receiveBuffer = 0)
    {
        var raw = new RawWebSocket();
        if (receiveBuffer > 0)
        {
            raw._client.ReceiveBufferSize = receiveBuffer;
        }

        await raw._client.ConnectAsync(server.BaseAddress.Host, server.BaseAddress.Port).Soon();
        raw._stream = raw._client.GetStream();
        await raw.WriteAsync(Encoding.ASCII.GetBytes($"GET /ws HTTP/1.1\r\nHost: {server.BaseAddress.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await raw.ReadAsync(1))![0]);
        }

        return head.ToString().StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) ? raw : throw new InvalidOperationException(head.ToString());
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => _stream!.WriteAsync(bytes).AsTask().Soon();

    /// <summary>Sends one frame.</summary>
    public Task SendAsync(byte opcode, ReadOnlySpan<byte> payload, bool isFinal = true) => WriteAsync(Frame(opcode, payload, isFinal));

    public Task SendTextAsync(string text) => SendAsync(Text, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads one frame.</summary>
    /// <returns>Its opcode and payload; null when the server has dropped the connection.</returns>
    public async Task<(byte Opcode, byte[] Payload)?> ReadFrameAsync()
    {
        if (await ReadAsync(2) is not { } head)
        {
            return null;
        }

        var length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8)),
            var small => small,
        };
        return await ReadAsync(length) is { } payload ? ((byte)(head[0] & 0x0f), payload) : null;
    }

    /// <summary>Reads until the server closes, without answering anything.</summary>
    /// <returns>The close code; null when the server dropped the connection without one.</returns>
    public async Task<int?> ReadCloseAsync()
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Opcode == Close)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
            }
        }

        return null;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A frame as a client sends it: masked, here with zeros.</summary>
    public static byte[] Frame(byte opcode, ReadOnlySpan<byte> payload, bool isFinal = true)
    {
        using var frame = new MemoryStream();
        frame.WriteByte((byte)(opcode | (isFinal ? 0x80 : 0)));
        if (payload.Length < 126)
        {
            frame.WriteByte((byte)(0x80 | payload.Length));
        }
        else
        {
            frame.Write([0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length]);
        }

        frame.Write([0, 0, 0, 0]);
        frame.Write(payload);
        return frame.ToArray();
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        var bytes = new byte[count];
        try
        {
            await _stream!.ReadExactlyAsync(bytes).AsTask().Soon();
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or EndOfStreamException)
        {
            return null;
        }
    }
}

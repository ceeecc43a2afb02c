using System.Net.Sockets;
using System.Text;

namespace McpProxy.IntegrationTests.Attacks;

/// <summary>A connection that sends what no client would.</summary>
internal sealed class Attacker(Socket socket) : IDisposable
{
    /// <summary>Head of a POST to the MCP endpoint.</summary>
    /// <param name="length">The header that says how long the body is.</param>
    public static string Post(string length) =>
        $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n{length}\r\n\r\n";

    /// <summary>Sends text.</summary>
    /// <returns>False when the gateway has closed the connection.</returns>
    public Task<bool> SendAsync(string text, CancellationToken cancellationToken) => SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A whole request with a body, answered on the same connection.</summary>
    public async Task<string> PostAsync(string body, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await SendAsync(Post($"Content-Length: {bytes.Length}"), cancellationToken);
        await SendAsync(bytes, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>The beginning of what the gateway answers; empty when it closed the connection without a word.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var count = await socket.ReceiveAsync(buffer, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, count);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    public void Dispose() => socket.Dispose();
}

using System.Net.WebSockets;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.WebSockets;

/// <summary>Puts whole messages together. Reading is never cancelled, because that would take away the close handshake: whoever ends the connection lets it read on.</summary>
/// <param name="socket">The connection.</param>
/// <param name="time">Measures how long messages take.</param>
/// <param name="onSlow">A message that has begun does not come.</param>
internal sealed class MessageReader(WebSocket socket, TimeProvider time, Action onSlow)
{
    private const int FirstRead = 1024;

    /// <summary>Why there are no more messages; null while there may be.</summary>
    public CloseReason? Ended { get; private set; }

    /// <summary>Reads the next message.</summary>
    /// <param name="maxBytes">Longest message.</param>
    /// <param name="timeout">Time for a message that has begun.</param>
    /// <returns>The message; null when <see cref="Ended"/> says why there is none.</returns>
    /// <exception cref="WebSocketException">The connection is lost, or broke the rules of WebSocket.</exception>
    public async ValueTask<PooledBuffer?> ReadAsync(int maxBytes, TimeSpan timeout)
    {
        // Without a buffer: a connection that is silent holds none.
        var received = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        if (received.MessageType != WebSocketMessageType.Text)
        {
            Ended = received.MessageType == WebSocketMessageType.Close ? CloseReason.Client : CloseReason.Binary;
            return null;
        }

        var message = new PooledBuffer(FirstRead);
        if (received.EndOfMessage || await TryFillAsync(message, maxBytes, timeout))
        {
            return message;
        }

        message.Dispose();
        return null;
    }

    /// <summary>Reads and forgets until the client has closed.</summary>
    public async ValueTask DiscardAsync()
    {
        var scratch = new byte[FirstRead];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(scratch.AsMemory(), CancellationToken.None);
        }
    }

    private async ValueTask<bool> TryFillAsync(PooledBuffer message, int maxBytes, TimeSpan timeout)
    {
        ITimer? deadline = null;
        try
        {
            while (true)
            {
                var receiving = socket.ReceiveAsync(message.GetMemory(), CancellationToken.None);
                if (!receiving.IsCompleted)
                {
                    deadline ??= time.CreateTimer(static onSlow => ((Action)onSlow!)(), onSlow, timeout, Timeout.InfiniteTimeSpan);
                }

                var received = await receiving;
                message.Advance(received.Count);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    Ended = CloseReason.Client; // In the middle of a message, which is allowed.
                    return false;
                }

                if (message.Length > maxBytes)
                {
                    Ended = CloseReason.TooLarge;
                    return false;
                }

                if (received.EndOfMessage)
                {
                    return true;
                }
            }
        }
        finally
        {
            if (deadline is not null)
            {
                await deadline.DisposeAsync();
            }
        }
    }
}

using System.Buffers;
using System.Net.WebSockets;
using McpProxy.Dispatch;
using McpProxy.Mcp.Connections;

namespace McpProxy.Mcp.WebSockets;

/// <summary>
/// Sends messages as text frames, one each, in the order in which they come. A client that does not read is ended: when one
/// message takes too long, or when too many bytes wait behind it.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="maxQueuedBytes">Bytes that may wait.</param>
/// <param name="timeout">Time for one message.</param>
/// <param name="time">Measures it.</param>
/// <param name="end">Ends the connection.</param>
internal sealed class MessageSender(WebSocket socket, int maxQueuedBytes, TimeSpan timeout, TimeProvider time, Action<CloseReason> end) : IMessageOutput, IDisposable
{
    /// <summary>About what a waiting message holds beside its bytes.</summary>
    private const int Overhead = 512;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _broken = new();
    private long _queued;

    public CancellationToken Broken => _broken.Token;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        var cost = message.Length + Overhead;
        try
        {
            // A single message may be larger than all that may wait.
            if (Interlocked.Add(ref _queued, cost) - cost > maxQueuedBytes)
            {
                end(CloseReason.SlowReader);
                Break();
            }

            await _turn.WaitAsync(Broken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Add(ref _queued, -cost);
            return;
        }

        try
        {
            await TransmitAsync(message);
        }
        finally
        {
            _turn.Release();
            Interlocked.Add(ref _queued, -cost);
        }
    }

    public async ValueTask SendAsync<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        using var message = new PooledBuffer();
        write(message, state);
        await SendAsync(message.WrittenMemory);
    }

    /// <summary>Waits while the client leaves much unread: who sends more meanwhile has to wait as well.</summary>
    public async ValueTask WhenReadAsync()
    {
        if (Interlocked.Read(ref _queued) <= maxQueuedBytes / 2)
        {
            return;
        }

        try
        {
            await _turn.WaitAsync(Broken); // Turns are in order: all that waits now is sent before.
            _turn.Release();
        }
        catch (OperationCanceledException)
        {
            // Nothing is sent any more.
        }
    }

    /// <summary>Sends nothing more, and lets go of whoever waits to.</summary>
    public void Break() => _broken.Cancel();

    /// <summary>Sends the close frame after the message that is on its way; drops the connection when that does not end in time.</summary>
    public async Task CloseAsync(CloseReason reason, TimeSpan patience)
    {
        Break();
        var closing = SendCloseAsync(reason);
        try
        {
            await closing.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            socket.Abort();
            await closing;
        }
    }

    public void Dispose()
    {
        _broken.Dispose();
        _turn.Dispose();
    }

    private async Task SendCloseAsync(CloseReason reason)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (reason.Status is { } status && socket.State is (WebSocketState.Open or WebSocketState.CloseReceived))
            {
                await socket.CloseOutputAsync(status, reason.Text, CancellationToken.None);
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // There is no one left to tell.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask TransmitAsync(ReadOnlyMemory<byte> message)
    {
        if (_broken.IsCancellationRequested)
        {
            return;
        }

        ITimer? deadline = null;
        try
        {
            var sending = socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            if (!sending.IsCompleted)
            {
                deadline = time.CreateTimer(static end => ((Action<CloseReason>)end!)(CloseReason.SlowReader), end, timeout, Timeout.InfiniteTimeSpan);
            }

            await sending;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Break();
        }
        finally
        {
            if (deadline is not null)
            {
                await deadline.DisposeAsync();
            }
        }
    }

    /// <summary>Whether an exception says that the connection has ended; which of them depends on the moment.</summary>
    public static bool IsEnd(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;
}

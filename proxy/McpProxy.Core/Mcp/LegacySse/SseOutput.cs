using System.Buffers;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Http;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.LegacySse;

/// <summary>Messages as events of one stream. A client that does not read is dropped before too much waits for it.</summary>
internal sealed class SseOutput(HttpContext http, SseStream stream, int maxQueuedBytes) : IMessageOutput, IDisposable
{
    /// <summary>About what a waiting message holds beside its bytes.</summary>
    private const int Overhead = 512;

    private readonly CancellationTokenSource _broken = new();
    private long _queued;

    public CancellationToken Broken => _broken.Token;

    /// <summary>Whether the client leaves so much unread that it should send nothing more.</summary>
    public bool IsCongested => Interlocked.Read(ref _queued) > maxQueuedBytes / 2;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        var cost = message.Length + Overhead;
        try
        {
            // A single message may be larger than all that may wait.
            if (Interlocked.Add(ref _queued, cost) - cost > maxQueuedBytes)
            {
                Break();
            }

            if (!_broken.IsCancellationRequested)
            {
                await stream.SendAsync(message);
            }
        }
        finally
        {
            Interlocked.Add(ref _queued, -cost);
        }
    }

    public ValueTask SendAsync<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        var message = new ArrayBufferWriter<byte>();
        write(message, state);
        return SendAsync(message.WrittenMemory);
    }

    /// <summary>Drops the connection, which lets go of whoever waits to send.</summary>
    public void Break()
    {
        _broken.Cancel();
        http.Abort();
    }

    public void Dispose() => _broken.Dispose();
}

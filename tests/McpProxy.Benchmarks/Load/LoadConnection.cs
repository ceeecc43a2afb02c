using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace McpProxy.Benchmarks.Load;

/// <summary>One keep-alive connection that sends the same request again and again and times the answers.</summary>
internal sealed class LoadConnection(IPEndPoint server, byte[] request, long bodyLength) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ResponseScanner _scanner = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Latency of every answer, in ticks of <see cref="TimeProvider.TimestampFrequency"/>.</summary>
    public List<long> Latencies { get; } = new(1 << 16);

    public async Task ConnectAsync() => await _socket.ConnectAsync(server);

    /// <summary>Sends the next request when the answer has come, until a point in time.</summary>
    public async Task RunAsync(long until)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (started < until)
        {
            await ExchangeAsync();
            var now = time.GetTimestamp();
            Latencies.Add(now - started);
            started = now;
        }
    }

    /// <summary>Sends a request for every time that comes from <paramref name="due"/>, and counts the latency from that time on.</summary>
    public async Task RunAsync(ChannelReader<long> due)
    {
        await foreach (var time in due.ReadAllAsync())
        {
            await ExchangeAsync();
            Latencies.Add(TimeProvider.System.GetTimestamp() - time);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask ExchangeAsync()
    {
        await _socket.SendAsync(request);
        _scanner.Reset();
        int read;
        do
        {
            read = await _socket.ReceiveAsync(_buffer);
            if (read == 0)
            {
                throw new IOException($"{server} closed the connection.");
            }
        }
        while (!_scanner.Take(_buffer.AsSpan(0, read)));

        if (_scanner.Status != 200 || _scanner.BodyLength != bodyLength)
        {
            throw new InvalidDataException($"{server} answered {_scanner.Status} with {_scanner.BodyLength} bytes; 200 with {bodyLength} was expected.");
        }
    }
}

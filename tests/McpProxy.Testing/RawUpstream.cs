using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace McpProxy.Testing;

/// <summary>An upstream that keeps the bytes of every request as they came off the socket, and always gives one answer.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public RawUpstream()
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _loop = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>The JSON that it answers with. Default <c>{}</c>.</summary>
    public string Body { get; set; } = "{}";

    /// <summary>Requests in order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var received = new List<byte>();
            var buffer = new byte[65536];
            try
            {
                int read;
                while ((read = await stream.ReadAsync(buffer, _stop.Token)) > 0)
                {
                    received.AddRange(buffer.AsSpan(0, read));
                    while (TryTake(received, out var request))
                    {
                        Requests.Enqueue(request);
                        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n\r\n{Body}"), _stop.Token);
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The proxy keeps connections open until it stops, and so do we.
            }
        }
    }

    private static bool TryTake(List<byte> received, out string request)
    {
        request = "";
        var text = Encoding.Latin1.GetString([.. received]);
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        var length = text[..head].Split("\r\n").Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(l => int.Parse(l["Content-Length:".Length..], CultureInfo.InvariantCulture)).FirstOrDefault();
        if (received.Count < head + 4 + length)
        {
            return false;
        }

        request = text[..(head + 4 + length)];
        received.RemoveRange(0, head + 4 + length);
        return true;
    }
}

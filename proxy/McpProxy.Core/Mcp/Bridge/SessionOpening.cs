using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Bridge;

/// <summary>
/// The session of an initialize-era client. A client over stdio knows nothing of sessions and cannot open a new one: when
/// the server forgets it, the bridge says the client's own opening words again.
/// </summary>
internal sealed partial class SessionOpening(RemoteServer server, BridgeOptions options, TimeProvider time, Func<byte[], ValueTask> tell, ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[] _initialize = [];
    private byte[] _initialized = [];
    private CancellationToken _inputEnded;
    private CancellationTokenSource? _streamEnds;
    private Task _stream = Task.CompletedTask;

    /// <summary>Sends the client's <c>initialize</c>.</summary>
    public async Task<byte[]> OpenAsync(ReadOnlyMemory<byte> message, Envelope request, CancellationToken cancelled)
    {
        _initialize = message.ToArray();
        server.Session = null;
        var exchange = new RequestExchange(server, options, time, tell);
        var answer = await exchange.SendAsync(message, request, cancelled);
        if (BridgeMessages.ResultText(answer, "protocolVersion") is { } version)
        {
            server.Session = new RemoteSession(exchange.SessionId, version);
        }

        return answer;
    }

    /// <summary>The client has said <c>initialized</c>, and the server knows: from now on it may speak unasked.</summary>
    public void Ready(ReadOnlyMemory<byte> initialized, CancellationToken inputEnded)
    {
        _initialized = initialized.ToArray();
        _inputEnded = inputEnded;
        StartStream();
    }

    /// <summary>Opens a new session in the place of one that the server forgot. Only the first who misses it does.</summary>
    public async Task ReopenAsync(RemoteSession? lost, CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled);
        try
        {
            if (!ReferenceEquals(server.Session, lost))
            {
                return;
            }

            Log.SessionLost(logger, options.Name);
            EnvelopeReader.Read(_initialize, BridgeMessages.MaxDepth, out var initialize);
            await OpenAsync(_initialize, initialize, cancelled);
            if (server.Session is null)
            {
                server.Session = lost;
                throw new BridgeException($"{options.Name} no longer knows the session and refuses a new one.");
            }

            if (_initialized.Length > 0)
            {
                EnvelopeReader.Read(_initialized, BridgeMessages.MaxDepth, out var initialized);
                using var response = await server.PostAsync(_initialized, initialized, cancelled);
                StartStream();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the stream to end, which the end of the input ends, and ends the session.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        await _stream;
        using var enough = new CancellationTokenSource(patience, time);
        try
        {
            await server.EndSessionAsync(enough.Token);
        }
        catch (Exception e) when (e is BridgeException or OperationCanceledException)
        {
            // It expires by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream;
        _streamEnds?.Dispose();
        _turn.Dispose();
    }

    private void StartStream()
    {
        _streamEnds?.Cancel();
        _streamEnds?.Dispose();
        _streamEnds = CancellationTokenSource.CreateLinkedTokenSource(_inputEnded);
        var stream = new ServerStream(server, options, time, tell, logger);
        _stream = Task.WhenAll(_stream, stream.RunAsync(_streamEnds.Token));
    }

    private static partial class Log
    {
        [LoggerMessage(455, LogLevel.Information, "{Server} no longer knows the session; a new one is opened.")]
        public static partial void SessionLost(ILogger logger, string server);
    }
}

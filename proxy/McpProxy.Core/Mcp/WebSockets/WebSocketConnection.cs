using System.Net.WebSockets;
using McpProxy.Configuration;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.WebSockets;

/// <summary>One client over WebSocket: reads until somebody ends it, then closes it in an orderly way.</summary>
internal sealed partial class WebSocketConnection : IAsyncDisposable
{
    /// <summary>How long the client may take for its half of the close handshake.</summary>
    public static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly ConnectionContext _context;
    private readonly WebSocketConfig _config;
    private readonly ILogger _logger;
    private readonly WebSocket _socket;
    private readonly MessageReader _reader;
    private readonly MessageSender _sender;
    private readonly DuplexConnection _connection;
    private readonly TaskCompletionSource<CloseReason> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="context">The rest of the surface.</param>
    /// <param name="config">Limits of the connection; those of this moment hold until it ends.</param>
    /// <param name="socket">The open connection; not disposed.</param>
    /// <param name="toolset">The toolset to serve; null for all tools.</param>
    /// <param name="opening">Who is calling.</param>
    /// <param name="logger">Takes failures.</param>
    public WebSocketConnection(ConnectionContext context, WebSocketConfig config, WebSocket socket, string? toolset, OpeningRequest opening, ILogger logger)
    {
        _context = context;
        _config = config;
        _logger = logger;
        _socket = socket;
        _reader = new MessageReader(socket, context.Time, () => End(CloseReason.SlowSender));
        _sender = new MessageSender(socket, config.MaxQueuedBytes, config.MessageTimeout, context.Time, End);
        _connection = new DuplexConnection(context, _sender, toolset, opening, new ConnectionLimits(config.MaxConcurrentCalls, config.MaxQueuedBytes));
    }

    /// <summary>Ends the connection; the first reason counts.</summary>
    public void End(CloseReason reason) => _ending.TrySetResult(reason);

    /// <summary>Serves the client until the connection ends.</summary>
    /// <param name="drainTime">How long running calls may take when the process stops.</param>
    /// <returns>Why it ended.</returns>
    public async Task<CloseReason> RunAsync(TimeSpan drainTime)
    {
        var reading = ReadAllAsync();
        var reason = await _ending.Task;
        if (reason == CloseReason.Shutdown)
        {
            await _connection.DrainAsync(drainTime, inputEnded: false); // Read on meanwhile: the client may cancel, answer, or leave.
        }

        await _sender.CloseAsync(reason, ClosePatience);
        await FinishAsync(reading);
        await _connection.DrainAsync(TimeSpan.Zero);
        return reason;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _sender.Dispose();
    }

    private async Task ReadAllAsync()
    {
        try
        {
            await AcceptAllAsync();
            await _reader.DiscardAsync();
        }
        catch (Exception exception) when (MessageSender.IsEnd(exception))
        {
            End(ReasonOf(exception));
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception);
            End(CloseReason.Failed);
        }
        finally
        {
            _sender.Break();
        }
    }

    private async Task AcceptAllAsync()
    {
        // While the process stops, requests are refused one by one; all other ends leave nothing to be said.
        while (!_ending.Task.IsCompleted || await _ending.Task == CloseReason.Shutdown)
        {
            await _sender.WhenReadAsync();
            var maxBytes = _context.Config.Current.Mcp.Limits.MaxRequestBytes;
            if (await _reader.ReadAsync(maxBytes, _config.MessageTimeout) is { } message)
            {
                _connection.Accept(message);
                continue;
            }

            if (_reader.Ended == CloseReason.TooLarge)
            {
                await _connection.RefuseAsync(McpFault.InvalidRequest($"the message is larger than {maxBytes} bytes."));
            }

            End(_reader.Ended!);
            return;
        }
    }

    private async Task FinishAsync(Task reading)
    {
        try
        {
            await reading.WaitAsync(ClosePatience, _context.Time);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await reading;
        }
    }

    /// <summary>Why the runtime ended the connection; nobody of ours had told it to. A missing pong looks to us like a lost connection.</summary>
    private static CloseReason ReasonOf(Exception exception) =>
        exception is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted } ? CloseReason.ProtocolError : CloseReason.Lost;

    private static partial class Log
    {
        [LoggerMessage(410, LogLevel.Error, "A WebSocket connection failed inside the proxy and was closed.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}

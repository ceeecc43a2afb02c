using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using McpProxy.Mcp.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Mcp.Http;

/// <summary>
/// A response that is an event stream: messages as events, and a comment at every interval so that intermediaries keep
/// it open. Writers may come at the same time; a client that left is written to without effect. The events of a kept stream are
/// stored first, so that the client can fetch what did not reach it; it goes on being stored when the connection has been let go.
/// </summary>
internal sealed class SseStream : IAsyncDisposable
{
    /// <summary>How long clients should wait before they come back.</summary>
    private const int RetryMilliseconds = 1000;

    private static readonly StringValues ContentType = "text/event-stream";
    private static readonly StringValues CacheControl = "no-cache, no-store";
    private static readonly StringValues NoBuffering = "no";

    private readonly PipeWriter _output;
    private readonly HttpContext _http;
    private readonly HttpReplyContext _context;
    private readonly KeptStream? _kept;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _timer;
    private Task _keepAlive = Task.CompletedTask;
    private Task _closing = Task.CompletedTask;
    private ITimer? _closeTimer;
    private CancellationTokenRegistration _readerEnds;
    private bool _isClosed;

    private SseStream(HttpContext http, HttpReplyContext context, KeptStream? kept)
    {
        _http = http;
        _output = http.Response.BodyWriter;
        _context = context;
        _kept = kept;
        _context.Metrics.StreamOpened();
        _timer = context.Time.CreateTimer(static s => ((SseStream)s!).OnSilence(), this, context.KeepAliveInterval, context.KeepAliveInterval);
    }

    private bool IsOver => _isClosed || _http.RequestAborted.IsCancellationRequested;

    /// <summary>Begins the response and sends its headers.</summary>
    /// <param name="http">The request.</param>
    /// <param name="context">What answers share.</param>
    /// <param name="kept">Keeps the events; null when they cannot be resumed. Ended with this stream.</param>
    public static async ValueTask<SseStream> OpenAsync(HttpContext http, HttpReplyContext context, KeptStream? kept = null)
    {
        var headers = http.Response.Headers;
        headers.ContentType = ContentType;
        headers.CacheControl = CacheControl;
        headers["X-Accel-Buffering"] = NoBuffering; // nginx would hold events back.
        if (kept is { EndsWithResponse: true } && context.Config.Sessions.CloseStreamsAfter is not null && HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            headers.Connection = "close"; // The request goes on after its response; the connection could not take another one meanwhile.
        }

        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
        var stream = new SseStream(http, context, kept);
        if (kept is { IsNew: true })
        {
            await stream.BeginAsync(kept);
        }

        return stream;
    }

    /// <summary>Sends one message, JSON on one line.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) =>
        SendAsync(message, static (output, json) => output.Write(json.Span));

    /// <summary>Sends one message that is written straight into the response.</summary>
    public async ValueTask SendAsync<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_kept is not null)
            {
                await KeepAndSendAsync(_kept.Log, state, write);
            }
            else if (!IsOver)
            {
                _output.Write("event: message\ndata: "u8);
                write(_output, state);
                _output.Write("\n\n"u8);
                await FlushMessageAsync();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends an event that is no message.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">ASCII without line breaks.</param>
    public async ValueTask AnnounceAsync(string name, string data)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (!IsOver)
            {
                _output.Write(Encoding.ASCII.GetBytes($"event: {name}\ndata: {data}\n\n"));
                await _output.FlushAsync(CancellationToken.None);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends again what is kept.</summary>
    public async ValueTask RepeatAsync(EventId id, ReadOnlyMemory<byte> message)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await WriteAsync(id, message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a comment, which clients ignore.</summary>
    public async Task CommentAsync()
    {
        // A writer at work breaks the silence by itself.
        if (!_turn.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (!IsOver)
            {
                _output.Write(": \n\n"u8);
                await _output.FlushAsync(CancellationToken.None);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _keepAlive;
        if (_closeTimer is not null)
        {
            await _closeTimer.DisposeAsync();
        }

        await _readerEnds.DisposeAsync();
        await _closing;
        if (_kept is not null)
        {
            _kept.Return();
            await (_kept.EndsWithResponse ? _kept.Log.AppendAsync(new[] { StreamEvent.Ended }) : default);
        }

        _context.Metrics.StreamClosed();
    }

    /// <summary>Stores that the stream exists, and gives clients that understand it an id to come back with (2025-11-25, "Resumability").</summary>
    private async ValueTask BeginAsync(KeptStream kept)
    {
        var number = await kept.Log.AppendAsync(new[] { StreamEvent.Opened });
        if (kept.Session.Revision.HasPrimingEvents)
        {
            // Named, because some clients take the data of every event without a name for a message.
            _output.Write(Encoding.ASCII.GetBytes($"event: priming\nid: {new EventId(kept.Log.Stream, number)}\nretry: {RetryMilliseconds}\ndata: \n\n"));
            await _output.FlushAsync(CancellationToken.None);
        }

        if (kept.EndsWithResponse)
        {
            _readerEnds = kept.Reader.Ended.UnsafeRegister(static s => ((SseStream)s!).Close(), this);
            if (kept.Session.Revision.HasPrimingEvents && _context.Config.Sessions.CloseStreamsAfter is { } time)
            {
                _closeTimer = _context.Time.CreateTimer(static s => ((SseStream)s!).Close(), this, time, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Ends the response and lets the stream go on without it: the client reads it elsewhere now, or will come back.</summary>
    private void Close()
    {
        if (_turn.Wait(0, CancellationToken.None))
        {
            _closing = CompleteAsync();
        }
        else if (_kept!.Reader.Ended.IsCancellationRequested)
        {
            _http.Abort(); // A write that does not end; its connection is the one that the client has given up.
        }
    }

    private async Task CompleteAsync()
    {
        try
        {
            if (!IsOver)
            {
                _isClosed = true;
                await _http.Response.CompleteAsync();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask KeepAndSendAsync<TState>(StreamLog log, TState state, Action<IBufferWriter<byte>, TState> write)
    {
        var data = new ArrayBufferWriter<byte>();
        data.Write([StreamEvent.Message]);
        write(data, state);
        var number = await log.AppendAsync(data.WrittenMemory);
        await WriteAsync(new EventId(log.Stream, number), data.WrittenMemory[1..]);
    }

    private async ValueTask WriteAsync(EventId id, ReadOnlyMemory<byte> message)
    {
        if (!IsOver)
        {
            _output.Write(Encoding.ASCII.GetBytes($"id: {id}\nevent: message\ndata: "));
            _output.Write(message.Span);
            _output.Write("\n\n"u8);
            await FlushMessageAsync();
        }
    }

    private ValueTask FlushMessageAsync() =>
        _context.Unread.FlushAsync(_http, _output.CanGetUnflushedBytes ? _output.UnflushedBytes : 0, _context.Config.Limits.MaxUnreadBytes);

    private void OnSilence()
    {
        if (_keepAlive.IsCompleted)
        {
            _keepAlive = KeepAliveAsync();
        }
    }

    private async Task KeepAliveAsync()
    {
        if (_kept is not null)
        {
            await _kept.Log.TouchAsync();
        }

        await CommentAsync();
    }
}

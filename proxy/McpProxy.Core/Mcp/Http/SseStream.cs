using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Mcp.Http;

/// <summary>
/// A response that is an event stream: messages as events, and a comment at every interval so that intermediaries keep
/// it open. Writers may come at the same time; a client that left is written to without effect.
/// </summary>
internal sealed class SseStream : IAsyncDisposable
{
    private static readonly StringValues ContentType = "text/event-stream";
    private static readonly StringValues CacheControl = "no-cache, no-store";
    private static readonly StringValues NoBuffering = "no";

    private readonly PipeWriter _output;
    private readonly HttpContext _http;
    private readonly McpMetrics _metrics;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _timer;
    private Task _keepAlive = Task.CompletedTask;

    private SseStream(HttpContext http, HttpReplyContext context)
    {
        _http = http;
        _output = http.Response.BodyWriter;
        _metrics = context.Metrics;
        _metrics.StreamOpened();
        _timer = context.Time.CreateTimer(static s => ((SseStream)s!).OnSilence(), this, context.KeepAliveInterval, context.KeepAliveInterval);
    }

    /// <summary>Begins the response and sends its headers.</summary>
    public static async ValueTask<SseStream> OpenAsync(HttpContext http, HttpReplyContext context)
    {
        var headers = http.Response.Headers;
        headers.ContentType = ContentType;
        headers.CacheControl = CacheControl;
        headers["X-Accel-Buffering"] = NoBuffering; // nginx would hold events back.
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
        return new SseStream(http, context);
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
            if (_http.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            _output.Write("event: message\ndata: "u8);
            write(_output, state);
            _output.Write("\n\n"u8);
            await _output.FlushAsync(CancellationToken.None);
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
            if (!_http.RequestAborted.IsCancellationRequested)
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
        _metrics.StreamClosed();
    }

    private void OnSilence()
    {
        if (_keepAlive.IsCompleted)
        {
            _keepAlive = CommentAsync();
        }
    }
}

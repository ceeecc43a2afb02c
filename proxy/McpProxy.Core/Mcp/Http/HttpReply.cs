using System.Buffers;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Mcp.Http;

/// <summary>
/// The answer to one POST. It is a JSON body unless something must be sent before the result: a notification, or a
/// comment because the call takes longer than intermediaries wait. Then it becomes an event stream.
/// </summary>
/// <param name="http">The request.</param>
/// <param name="id">The id of the message.</param>
/// <param name="context">What answers share.</param>
/// <param name="session">The session in which the answer can be fetched again when the connection breaks, or null.</param>
internal sealed class HttpReply(HttpContext http, ReadOnlyMemory<byte> id, HttpReplyContext context, McpSession? session = null) : Reply, IAsyncDisposable
{
    private static readonly StringValues JsonContentType = "application/json";
    private static readonly Task<SseStream?> NoStream = Task.FromResult<SseStream?>(null);

    // Null while undecided. Whoever sets it decides: the result for JSON, a notification or the timer for a stream.
    private Task<SseStream?>? _stream;
    private DelayTimer? _delayTimer;
    private bool _isAbandoned;
    private long _length; // Of a body of JSON.
    private Task _delayed = Task.CompletedTask;

    public override ValueTask ResultAsync(ReadOnlyMemory<byte> result, ReplyOutcome outcome = ReplyOutcome.Ok)
    {
        Outcome = outcome;
        if (!TryAnswerAsJson())
        {
            return StreamAsync((id, result), static (output, s) => MessageWriter.WriteResult(output, s.id.Span, s.result.Span));
        }

        http.Response.ContentType = JsonContentType;
        http.Response.ContentLength = _length = MessageWriter.ResultLength(id.Length, result.Length);
        MessageWriter.WriteResult(http.Response.BodyWriter, id.Span, result.Span);
        return default;
    }

    public override ValueTask OutcomeAsync(ToolOutcome outcome, ResultDialect dialect)
    {
        if (outcome.Challenge is { } challenge)
        {
            return ChallengeAsync(challenge);
        }

        Outcome = outcome.IsError ? ReplyOutcome.ToolError : ReplyOutcome.Ok;
        if (!TryAnswerAsJson())
        {
            return StreamAsync((id, outcome, dialect, context.Writers), static (output, s) => MessageWriter.WriteResult(output, s.id.Span, s.outcome, s.dialect, s.Writers));
        }

        WriteOutcome(outcome, dialect);
        return default;
    }

    public override ValueTask FaultAsync(McpFault fault)
    {
        Outcome = ReplyOutcome.Fault;
        return ErrorAsync(fault);
    }

    public override ValueTask ChallengeAsync(CallerChallenge challenge)
    {
        Outcome = ReplyOutcome.Challenged;
        return ErrorAsync(McpFault.Challenge(challenge));
    }

    public override async ValueTask AbandonAsync()
    {
        if (!http.RequestAborted.IsCancellationRequested)
        {
            // A response without an answer can only be an event stream that ends, and that nobody has to come back to.
            _isAbandoned = true;
            await GetStreamAsync();
        }
    }

    public override async ValueTask NotifyAsync(ReadOnlyMemory<byte> message)
    {
        if (await GetStreamAsync() is { } stream)
        {
            await stream.SendAsync(message);
        }
    }

    /// <summary>Answers with a body that is already JSON, unless the response has become a stream.</summary>
    public bool TryAnswer(ReadOnlyMemory<byte> json)
    {
        if (!TryAnswerAsJson())
        {
            return false;
        }

        http.Response.ContentType = JsonContentType;
        http.Response.ContentLength = _length = json.Length;
        http.Response.BodyWriter.Write(json.Span);
        return true;
    }

    public override void ExpectDelay()
    {
        if (_delayTimer is null)
        {
            _delayTimer = context.DelayTimers.Rent();
            _delayTimer.Start(this, context.KeepAliveInterval);
        }
    }

    /// <summary>The answer takes longer than intermediaries wait.</summary>
    public void OnDelay() => _delayed = OpenWithCommentAsync();

    public async ValueTask DisposeAsync()
    {
        if (_delayTimer is not null)
        {
            await context.DelayTimers.ReturnAsync(_delayTimer); // Waits for a callback that runs, so that none touches the next request.
            await _delayed;
        }

        if (_stream is not null && await _stream is { } stream)
        {
            await stream.DisposeAsync();
        }
        else if (_length > UnreadAnswers.Small)
        {
            // Nothing of the call is held here any more but what is in the response.
            await context.Unread.FlushAsync(http, _length, context.Config.Limits.MaxUnreadBytes);
        }
    }

    private async Task OpenWithCommentAsync()
    {
        if (Volatile.Read(ref _stream) is null && await GetStreamAsync() is { } stream)
        {
            await stream.CommentAsync();
        }
    }

    private void WriteOutcome(ToolOutcome outcome, ResultDialect dialect)
    {
        http.Response.ContentType = JsonContentType;
        try
        {
            _length = MessageWriter.WriteResult(http.Response.BodyWriter, id.Span, outcome, dialect, context.Writers);
            if (!http.Response.HasStarted)
            {
                http.Response.ContentLength = _length; // The header is not out yet, so the body needs no chunks.
            }
        }
        catch
        {
            http.Abort(); // Half a result is in the response; it must not look like a whole one.
            throw;
        }
    }

    private bool TryAnswerAsJson() => Interlocked.CompareExchange(ref _stream, NoStream, null) is null;

    private Task<SseStream?> GetStreamAsync()
    {
        if (Volatile.Read(ref _stream) is { } decided)
        {
            return decided;
        }

        var opening = new TaskCompletionSource<SseStream?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _stream, opening.Task, null) ?? OpenAsync(opening);
    }

    private async Task<SseStream?> OpenAsync(TaskCompletionSource<SseStream?> opening)
    {
        try
        {
            opening.SetResult(await SseStream.OpenAsync(http, context, session is null || _isAbandoned ? null : context.Streams.OpenCall(session, context.Config)));
        }
        catch (Exception exception)
        {
            opening.SetException(exception);
        }

        return await opening.Task;
    }

    private ValueTask ErrorAsync(McpFault fault)
    {
        if (!TryAnswerAsJson())
        {
            return StreamAsync((id, fault), static (output, s) => JsonBytes.Write(output, writer => MessageWriter.WriteError(writer, s.id.Span, s.fault)));
        }

        HttpFaults.Write(http, fault, id);
        return default;
    }

    private async ValueTask StreamAsync<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        if (await GetStreamAsync() is { } stream)
        {
            await stream.SendAsync(state, write);
        }
    }
}

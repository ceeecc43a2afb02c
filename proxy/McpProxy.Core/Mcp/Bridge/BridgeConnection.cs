using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Bridge;

/// <summary>
/// The client's side of the bridge. Requests run at the same time; what must not overtake the opening of a session waits for it.
/// </summary>
internal sealed partial class BridgeConnection(RemoteServer server, IMessageOutput output, BridgeOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(5);

    private readonly RunningCalls _calls = new();
    private readonly RunningTasks _tasks = new();
    private readonly CancellationTokenSource _inputEnded = new();
    private readonly CancellationTokenSource _drained = new();
    private readonly SessionOpening _sessions = new(server, options, time, m => TellAsync(output, m), logger);

    /// <summary>The opening of the session, for what must come after it. Never fails.</summary>
    private Task _opening = Task.CompletedTask;
    private int _running;

    /// <summary>Takes a message, or a batch of them, and begins to carry it over. Disposes the line.</summary>
    public void Accept(PooledBuffer line)
    {
        if (BatchReader.IsBatch(line.WrittenSpan))
        {
            _tasks.Add(CarryBatchAsync(line));
            return;
        }

        var fault = EnvelopeReader.Read(line.WrittenMemory, BridgeMessages.MaxDepth, out var envelope);
        var work = fault is not null ? RefuseAsync(line, envelope.Id, fault) : CarryAsync(line, envelope, _opening);
        if (fault is null && envelope.Method is McpMethod.Initialize or McpMethod.Initialized)
        {
            _opening = work;
        }

        _tasks.Add(work);
    }

    /// <summary>Answers what the server never sees.</summary>
    public ValueTask RefuseAsync(ReadOnlyMemory<byte> id, McpFault fault) => output.SendAsync(BridgeMessages.Error(id, fault));

    /// <summary>Ends streams, waits for running requests to end, cancels those that do not in time, and takes leave of the server.</summary>
    public async Task DrainAsync()
    {
        await _inputEnded.CancelAsync();
        try
        {
            await _tasks.WhenAll().WaitAsync(options.DrainTimeout, time, output.Broken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await _drained.CancelAsync();
            await _tasks.WhenAll();
        }

        await _sessions.CloseAsync(GoodbyeTime);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _inputEnded.Dispose();
        _drained.Dispose();
    }

    private static ValueTask TellAsync(IMessageOutput output, byte[] message)
    {
        LineBreaks.Blank(message);
        return output.SendAsync(message);
    }

    private async Task RefuseAsync(PooledBuffer line, ReadOnlyMemory<byte> id, McpFault fault)
    {
        using (line)
        {
            await RefuseAsync(id, fault);
        }
    }

    private async Task CarryAsync(PooledBuffer line, Envelope envelope, Task opening)
    {
        using (line)
        {
            if (envelope.Kind != EnvelopeKind.Request)
            {
                await NoteAsync(line.WrittenMemory, envelope, opening);
            }
            else if (await AnswerAsync(line.WrittenMemory, envelope, opening) is { } answer)
            {
                await TellAsync(output, answer);
            }
        }
    }

    /// <summary>Carries the messages of a batch over one by one, which every server takes; the answers come back as one array (2025-03-26, basic).</summary>
    private async Task CarryBatchAsync(PooledBuffer line)
    {
        using (line)
        {
            if (BatchReader.Read(line.WrittenMemory, BridgeMessages.MaxDepth, options.MaxRequests, out var entries) is { } fault)
            {
                await RefuseAsync(default, fault);
                return;
            }

            var answers = await Task.WhenAll(entries.Select(e => CarryEntryAsync(e, _opening)));
            if (Array.Exists(answers, a => a is not null))
            {
                await TellAsync(output, BridgeMessages.Batch(answers));
            }
        }
    }

    private async Task<byte[]?> CarryEntryAsync(BatchEntry entry, Task opening)
    {
        if (entry.Fault is not null)
        {
            return BridgeMessages.Error(entry.Envelope.Id, entry.Fault);
        }

        if (entry.Envelope.Kind == EnvelopeKind.Request)
        {
            return await AnswerAsync(entry.Message, entry.Envelope, opening);
        }

        await NoteAsync(entry.Message, entry.Envelope, opening);
        return null;
    }

    /// <returns>The answer; null when the request was cancelled.</returns>
    private async Task<byte[]?> AnswerAsync(ReadOnlyMemory<byte> message, Envelope request, Task opening)
    {
        using var call = _calls.Begin(request.Id, request.Method == McpMethod.SubscriptionsListen ? _inputEnded.Token : _drained.Token);
        try
        {
            if (Interlocked.Increment(ref _running) > options.MaxRequests)
            {
                return BridgeMessages.Error(request.Id, McpFault.TooMany("requests"));
            }

            return RemoteServer.IsModern(request)
                ? await SendModernAsync(message, request, call.Cancelled)
                : await SendLegacyAsync(message, request, opening, call.Cancelled);
        }
        catch (OperationCanceledException) when (call.Cancelled.IsCancellationRequested)
        {
            return null;
        }
        catch (BridgeException e)
        {
            Log.RequestFailed(logger, OneLine.Echo(request.MethodText.GetString()), e.Message);
            return BridgeMessages.Error(request.Id, new McpFault(JsonRpcCodes.InternalError, 0, e.Message));
        }
        catch (Exception e)
        {
            // A fault of ours: this request ends with it, the others go on.
            Log.Broken(logger, OneLine.Echo(request.MethodText.GetString()), e);
            return BridgeMessages.Error(request.Id, new McpFault(JsonRpcCodes.InternalError, 0, "Internal error: the bridge failed to carry the request."));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task<byte[]> SendModernAsync(ReadOnlyMemory<byte> message, Envelope request, CancellationToken cancelled)
    {
        var answer = await Exchange().SendAsync(message, request, cancelled);
        if (request.Method == McpMethod.ToolsList && EnvelopeReader.Read(answer, BridgeMessages.MaxDepth, out var list) is null)
        {
            server.Tools.Learn(list.Result.Raw);
        }
        else if (request.Method == McpMethod.ToolsCall && BridgeMessages.ErrorCode(answer) == JsonRpcCodes.HeaderMismatch)
        {
            // The client never listed the tools, or they changed since (2026-07-28, streamable HTTP, "Client Behavior").
            await new ToolRefresh(server, Exchange()).RunAsync(request, cancelled);
            answer = await Exchange().SendAsync(message, request, cancelled);
        }

        return answer;
    }

    private async Task<byte[]> SendLegacyAsync(ReadOnlyMemory<byte> message, Envelope request, Task opening, CancellationToken cancelled)
    {
        await opening.WaitAsync(cancelled);
        if (request.Method == McpMethod.Initialize)
        {
            return await _sessions.OpenAsync(message, request, cancelled);
        }

        var session = server.Session;
        try
        {
            return await Exchange().SendAsync(message, request, cancelled);
        }
        catch (SessionLostException)
        {
            await _sessions.ReopenAsync(session, cancelled);
        }

        try
        {
            return await Exchange().SendAsync(message, request, cancelled);
        }
        catch (SessionLostException e)
        {
            return e.Answer ?? throw new BridgeException($"{options.Name} forgot the new session at once. Does each of its replicas keep its own?");
        }
    }

    /// <summary>Notifications, and answers to what the server asked.</summary>
    private async Task NoteAsync(ReadOnlyMemory<byte> message, Envelope envelope, Task opening)
    {
        if (envelope.Method == McpMethod.Cancelled && !envelope.CancelledId.IsMissing)
        {
            // First, so that nothing is made of how the server ends the request.
            _calls.Cancel(envelope.CancelledId.Raw);
        }

        try
        {
            await opening.WaitAsync(_drained.Token);
            // Without a session the client is of 2026-07-28, where closing the connection is how a request is cancelled.
            if (server.Session is not null)
            {
                await PostAsync(message, envelope);
            }
        }
        catch (OperationCanceledException) when (_drained.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (BridgeException e)
        {
            Log.NotificationFailed(logger, e.Message);
        }

        if (envelope.Method == McpMethod.Initialized && server.Session is not null)
        {
            _sessions.Ready(message, _inputEnded.Token);
        }
    }

    private async Task PostAsync(ReadOnlyMemory<byte> message, Envelope envelope)
    {
        using var silence = new Silence(options.Timeout, time, _drained.Token);
        try
        {
            using var response = await server.PostAsync(message, envelope, silence.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new BridgeException($"{options.Name} answered {(int)response.StatusCode} to it.");
            }
        }
        catch (OperationCanceledException) when (silence.IsTooLong)
        {
            throw new BridgeException($"{options.Name} did not take it in time.");
        }
    }

    private RequestExchange Exchange() => new(server, options, time, m => TellAsync(output, m));

    private static partial class Log
    {
        [LoggerMessage(450, LogLevel.Warning, "{Method} failed: {Reason}")]
        public static partial void RequestFailed(ILogger logger, string method, string reason);

        [LoggerMessage(451, LogLevel.Warning, "A notification or an answer to the server was lost: {Reason}")]
        public static partial void NotificationFailed(ILogger logger, string reason);

        [LoggerMessage(454, LogLevel.Error, "{Method} failed in the bridge.")]
        public static partial void Broken(ILogger logger, string method, Exception exception);
    }
}

using McpProxy.Authentication;
using McpProxy.Dispatch;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Connections;

/// <summary>
/// One client that keeps one connection, over which both sides send whole messages; the connection is its session. The
/// client may open with <c>initialize</c> or send modern requests, which say their revision themselves. Requests run at the
/// same time; their answers come in the order in which they end. How messages are framed is the transport's business.
/// </summary>
/// <param name="context">The rest of the surface.</param>
/// <param name="output">Takes our messages.</param>
/// <param name="toolset">The toolset to serve; null for all tools.</param>
/// <param name="opening">The HTTP request that opened the connection; null over stdio.</param>
/// <param name="limits">Bounds on what the client can have open.</param>
internal sealed partial class DuplexConnection(ConnectionContext context, IMessageOutput output, string? toolset, OpeningRequest? opening, ConnectionLimits limits) : IAsyncDisposable
{
    private readonly RequestGate _gate = new(limits);
    private readonly RunningCalls _calls = new();
    private readonly RunningTasks _tasks = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _inputEnded = new();
    private readonly CancellationTokenSource _drained = new();
    private McpSession? _session;
    private McpSession? _told;
    private int _listening;

    /// <summary>
    /// Whether new requests are refused. The process's own token is asked, not only the drain of this connection that follows from it:
    /// a client that has seen the end of its subscription must not find the door still open.
    /// </summary>
    private bool IsStopping => _draining.IsCancellationRequested || context.Lifetime.ApplicationStopping.IsCancellationRequested;

    private bool HasLeft => opening?.Aborted.IsCancellationRequested == true;

    /// <summary>Takes a message and begins to answer it. Disposes the message when nothing points into it any more.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">The request that brought it, where messages come in requests of their own; null for the one that opened the connection.</param>
    public void Accept(PooledBuffer message, OpeningRequest? sender = null) => _tasks.Run(() => AcceptAsync(message, sender ?? opening));

    /// <summary>Answers something that is not a message.</summary>
    public async ValueTask RefuseAsync(McpFault fault, ReadOnlyMemory<byte> id = default)
    {
        context.Metrics.RequestRefused(McpMethod.Other, modern: false);
        await output.SendAsync(JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault)));
    }

    /// <summary>Refuses new requests, waits for running ones to end, and cancels those that do not in time.</summary>
    /// <param name="time">How long to wait.</param>
    /// <param name="inputEnded">
    /// Whether the client sends nothing more: then no answer of it can come, and nobody listens. Otherwise the process stops,
    /// and subscriptions end by themselves, with a result.
    /// </param>
    public async Task DrainAsync(TimeSpan time, bool inputEnded = true)
    {
        await _draining.CancelAsync();
        if (inputEnded)
        {
            await _inputEnded.CancelAsync();
            _session?.Requests.Close();
        }

        try
        {
            await _tasks.WhenAll().WaitAsync(time, context.Time, output.Broken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            await _inputEnded.CancelAsync();
            await _drained.CancelAsync();
            await _tasks.WhenAll();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await EndAsync(_session);
        }

        _draining.Dispose();
        _inputEnded.Dispose();
        _drained.Dispose();
        _gate.Dispose();
    }

    private async Task AcceptAsync(PooledBuffer message, OpeningRequest? sender)
    {
        using (message)
        {
            try
            {
                await HandleAsync(context.Surfaces.For(context.Config.Current), message.WrittenMemory, sender);
            }
            catch (Exception) when (HasLeft)
            {
                // There is nobody to tell.
            }
            catch (Exception exception)
            {
                // A fault of ours: this message ends with it, the connection goes on.
                Log.MessageFailed(context.Logger, exception);
            }
        }
    }

    private async ValueTask HandleAsync(McpSurface surface, ReadOnlyMemory<byte> message, OpeningRequest? sender)
    {
        if (_session is { Revision.HasBatches: true } && BatchReader.IsBatch(message.Span))
        {
            await HandleBatchAsync(surface, message, sender);
            return;
        }

        var fault = EnvelopeReader.Read(message, surface.Config.Limits.MaxJsonDepth, out var envelope);
        if (fault is not null)
        {
            await RefuseAsync(fault, envelope.Id);
        }
        else if (envelope.Kind == EnvelopeKind.Request)
        {
            await AnswerGuardedAsync(surface, envelope, new ConnectionReply(output, envelope.Id, context.Writers), message.Length, sender);
        }
        else
        {
            Note(envelope);
        }
    }

    private async ValueTask HandleBatchAsync(McpSurface surface, ReadOnlyMemory<byte> batch, OpeningRequest? sender)
    {
        var limits = surface.Config.Limits;
        if (BatchReader.Read(batch, limits.MaxJsonDepth, limits.MaxBatchSize, out var entries) is { } fault)
        {
            await RefuseAsync(fault);
            return;
        }

        var reply = new ConnectionBatchReply(output);
        if (await context.Batches.RunAsync(entries, reply, (envelope, one) => AnswerGuardedAsync(surface, envelope, one, batch.Length / entries.Count, sender), NoteAsync))
        {
            await reply.CompleteAsync();
        }
    }

    private ValueTask NoteAsync(Envelope envelope)
    {
        Note(envelope);
        return default;
    }

    private void Note(Envelope envelope)
    {
        if (envelope.Kind == EnvelopeKind.Response)
        {
            _session?.Requests.TryComplete(envelope);
        }
        else if (envelope.Method == McpMethod.Cancelled && !envelope.CancelledId.IsMissing)
        {
            _calls.Cancel(envelope.CancelledId.Raw);
        }
        else if (envelope.Method == McpMethod.Initialized && _session is { } session && Interlocked.Exchange(ref _told, session) != session)
        {
            _tasks.Run(() => TellChangesAsync(session));
        }
    }

    /// <summary>Answers a request whatever happens: a client must not wait for ever because of a fault of ours.</summary>
    private async ValueTask AnswerGuardedAsync(McpSurface surface, Envelope envelope, Reply reply, int size, OpeningRequest? sender)
    {
        try
        {
            await AnswerAsync(surface, envelope, reply, size, sender);
        }
        catch (Exception exception) when (!HasLeft)
        {
            Log.MessageFailed(context.Logger, exception);
            await reply.FaultAsync(McpFault.Internal);
        }
    }

    private async ValueTask AnswerAsync(McpSurface surface, Envelope envelope, Reply reply, int size, OpeningRequest? sender)
    {
        var isModern = envelope.MetaVersion.IsString && ProtocolRevision.IsModernText(envelope.MetaVersion.GetString());
        var refused = IsStopping ? McpFault.Stopping
            : surface.Find(toolset) is null ? McpFault.InvalidRequest("the toolset no longer exists.")
            : isModern ? CheckModern(envelope) : null;
        if (refused is not null)
        {
            context.Metrics.RequestRefused(envelope.Method, isModern);
            await reply.FaultAsync(refused);
            return;
        }

        await using var caller = sender?.NewCaller();
        var whole = surface.Find(toolset)!; // Checked above, on the same surface.
        var (tools, challenge) = await AdmitAsync(whole, sender, caller?.Http);
        if (challenge is not null)
        {
            context.Metrics.RequestRefused(envelope.Method, isModern);
            await reply.ChallengeAsync(challenge);
            return;
        }

        if (!isModern && envelope.Method == McpMethod.Initialize && envelope.RequestedVersion.IsString)
        {
            await OpenSessionAsync(envelope);
        }

        var request = new McpRequest
        {
            Envelope = envelope,
            Revision = isModern ? ProtocolRevision.July2026 : _session?.Revision ?? ProtocolRevision.LatestLegacy,
            Toolset = tools,
            Called = CalledTool.Of(envelope, tools),
            Caller = caller?.Http,
            Session = isModern ? null : _session,
        };
        await (envelope.Method switch
        {
            McpMethod.SubscriptionsListen => ListenAsync(request, reply),
            // Always answered at once: they tell the client that the other end is alive.
            McpMethod.Initialize or McpMethod.Ping or McpMethod.ServerDiscover => RunAsync(request, reply, _drained.Token),
            _ => QueueAsync(request, reply, size),
        });
    }

    /// <summary>What the caller sees, or why it may not be here any more.</summary>
    private static async ValueTask<(ToolsetSurface Tools, CallerChallenge? Challenge)> AdmitAsync(ToolsetSurface whole, OpeningRequest? sender, HttpContext? caller)
    {
        if (whole.Surface.Snapshot.Access is not { } access || caller is null)
        {
            return (whole, null);
        }

        var known = await sender!.KnowAsync(caller, access); // There is no caller's context without it.
        return (whole.For(access.GrantsOf(known)), CallerGate.CheckEndpoint(access, caller, known, whole.Toolset));
    }

    private async ValueTask QueueAsync(McpRequest request, Reply reply, int size)
    {
        using var call = _calls.Begin(request.Envelope.Id, _drained.Token);
        try
        {
            if (!await _gate.EnterAsync(size, call.Cancelled))
            {
                await RefuseAsync(request, reply, "requests");
                return;
            }
        }
        catch (OperationCanceledException)
        {
            await reply.AbandonAsync();
            return;
        }

        try
        {
            await context.Answers.AnswerAsync(request, reply, call.Cancelled);
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async ValueTask ListenAsync(McpRequest request, Reply reply)
    {
        var isTaken = false;
        try
        {
            isTaken = Interlocked.Increment(ref _listening) <= limits.MaxConcurrentCalls && context.Streams.TryTake(opening?.Principal ?? "", request.Toolset.Surface.Config.Limits.MaxStreams);
            await (isTaken ? RunAsync(request, reply, _inputEnded.Token) : RefuseAsync(request, reply, "streams"));
        }
        finally
        {
            Interlocked.Decrement(ref _listening);
            if (isTaken)
            {
                context.Streams.Release(opening?.Principal ?? "");
            }
        }
    }

    private async ValueTask RunAsync(McpRequest request, Reply reply, CancellationToken ends)
    {
        using var call = _calls.Begin(request.Envelope.Id, ends);
        await context.Answers.AnswerAsync(request, reply, call.Cancelled);
    }

    private ValueTask RefuseAsync(McpRequest request, Reply reply, string tooMany)
    {
        context.Metrics.RequestRefused(request.Envelope.Method, request.Revision.IsModern);
        return reply.FaultAsync(McpFault.TooMany(tooMany));
    }

    private static McpFault? CheckModern(Envelope envelope)
    {
        var version = envelope.MetaVersion.GetString();
        if (ProtocolRevision.Find(version) is null)
        {
            return McpFault.UnsupportedVersion(version);
        }

        return envelope.ClientCapabilities.IsObject
            ? null
            : McpFault.InvalidParams("_meta[\"io.modelcontextprotocol/clientCapabilities\"] must be an object.");
    }

    private async ValueTask OpenSessionAsync(Envelope envelope)
    {
        var revision = ProtocolRevision.Negotiate(envelope.RequestedVersion.GetString());
        var session = new McpSession(null, revision, ClientCapabilitiesReader.Read(envelope.Capabilities), opening?.Principal ?? "", toolset, context.Changes);
        if (Interlocked.Exchange(ref _session, session) is { } earlier)
        {
            await EndAsync(earlier);
        }
    }

    private async ValueTask EndAsync(McpSession session)
    {
        await context.Contexts.ForgetAsync(session.StateId);
        await session.DisposeAsync();
    }

    /// <summary>Tells an initialize-era client of changes, which it does not subscribe to.</summary>
    private async Task TellChangesAsync(McpSession session)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, _draining.Token);
        try
        {
            while (true)
            {
                await session.Changes.WaitAsync(ends.Token);
                while (session.Changes.TryTake(out var change))
                {
                    await output.SendAsync(ChangeNotifications.Legacy(change));
                }
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client opened anew, or its input ended.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(412, LogLevel.Error, "A message of a connection failed inside the proxy; its client was told only that it failed.")]
        public static partial void MessageFailed(ILogger logger, Exception exception);
    }
}

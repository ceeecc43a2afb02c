using McpProxy.Dispatch;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Connections;

/// <summary>
/// One client that keeps one connection, over which both sides send whole messages; the connection is its session. The
/// client may open with <c>initialize</c> or send modern requests, which say their revision themselves. Requests run at the
/// same time; their answers come in the order in which they end. How messages are framed is the transport's business.
/// </summary>
/// <param name="context">The rest of the surface.</param>
/// <param name="output">Takes our messages.</param>
/// <param name="toolset">The toolset to serve; null for all tools.</param>
internal sealed class DuplexConnection(ConnectionContext context, IMessageOutput output, string? toolset) : IAsyncDisposable
{
    private readonly RunningCalls _calls = new();
    private readonly RunningTasks _tasks = new();
    private readonly CancellationTokenSource _inputEnded = new();
    private readonly CancellationTokenSource _drained = new();
    private McpSession? _session;

    /// <summary>Takes a message and begins to answer it. Disposes the message when nothing points into it any more.</summary>
    public void Accept(PooledBuffer message) => _tasks.Add(HandleAsync(message));

    /// <summary>Answers something that is not a message.</summary>
    public async ValueTask RefuseAsync(McpFault fault, ReadOnlyMemory<byte> id = default)
    {
        context.Metrics.RequestRefused(McpMethod.Other, modern: false);
        await output.SendAsync(JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault)));
    }

    /// <summary>Ends subscriptions, waits for running calls to end, and cancels those that do not in time.</summary>
    public async Task DrainAsync(TimeSpan time)
    {
        await _inputEnded.CancelAsync();
        try
        {
            await _tasks.WhenAll().WaitAsync(time, context.Time, output.Broken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            await _drained.CancelAsync();
            await _tasks.WhenAll();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        _inputEnded.Dispose();
        _drained.Dispose();
    }

    private async Task HandleAsync(PooledBuffer message)
    {
        using (message)
        {
            var surface = context.Surfaces.For(context.Config.Current);
            if (_session is { Revision.HasBatches: true } && BatchReader.IsBatch(message.WrittenSpan))
            {
                await HandleBatchAsync(surface, message.WrittenMemory);
                return;
            }

            var fault = EnvelopeReader.Read(message.WrittenMemory, surface.Config.Limits.MaxJsonDepth, out var envelope);
            if (fault is not null)
            {
                await RefuseAsync(fault, envelope.Id);
            }
            else if (envelope.Kind == EnvelopeKind.Request)
            {
                await AnswerAsync(surface, envelope, new ConnectionReply(output, envelope.Id, context.Writers));
            }
            else
            {
                Note(envelope);
            }
        }
    }

    private async ValueTask HandleBatchAsync(McpSurface surface, ReadOnlyMemory<byte> batch)
    {
        var limits = surface.Config.Limits;
        if (BatchReader.Read(batch, limits.MaxJsonDepth, limits.MaxBatchSize, out var entries) is { } fault)
        {
            await RefuseAsync(fault);
            return;
        }

        var reply = new ConnectionBatchReply(output);
        if (await context.Batches.RunAsync(entries, reply, (envelope, one) => AnswerAsync(surface, envelope, one), Note))
        {
            await reply.CompleteAsync();
        }
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
        else if (envelope.Method == McpMethod.Initialized && _session is { } session)
        {
            _tasks.Add(TellChangesAsync(session));
        }
    }

    private async ValueTask AnswerAsync(McpSurface surface, Envelope envelope, Reply reply)
    {
        var isModern = envelope.MetaVersion.IsString && ProtocolRevision.IsModernText(envelope.MetaVersion.GetString());
        var refused = surface.Find(toolset) is null ? McpFault.InvalidRequest("the toolset no longer exists.") : isModern ? CheckModern(envelope) : null;
        if (refused is not null)
        {
            context.Metrics.RequestRefused(envelope.Method, isModern);
            await reply.FaultAsync(refused);
            return;
        }

        if (!isModern && envelope.Method == McpMethod.Initialize && envelope.RequestedVersion.IsString)
        {
            await OpenSessionAsync(envelope);
        }

        var tools = surface.Find(toolset)!; // Checked above, on the same surface.
        var request = new McpRequest
        {
            Envelope = envelope,
            Revision = isModern ? ProtocolRevision.July2026 : _session?.Revision ?? ProtocolRevision.LatestLegacy,
            Toolset = tools,
            Tool = envelope.Method == McpMethod.ToolsCall ? tools.Find(envelope.Name) : null,
            Session = isModern ? null : _session,
        };
        using var call = _calls.Begin(envelope.Id, envelope.Method == McpMethod.SubscriptionsListen ? _inputEnded.Token : _drained.Token);
        await context.Answers.AnswerAsync(request, reply, call.Cancelled);
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
        var session = new McpSession(null, revision, ClientCapabilitiesReader.Read(envelope.Capabilities), principal: "", toolset, context.Changes);
        if (Interlocked.Exchange(ref _session, session) is { } earlier)
        {
            await earlier.DisposeAsync();
        }
    }

    /// <summary>Tells an initialize-era client of changes, which it does not subscribe to.</summary>
    private async Task TellChangesAsync(McpSession session)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, _inputEnded.Token);
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
}

using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Watching;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Hosting;

namespace McpProxy.Mcp.Methods;

/// <summary>
/// <c>subscriptions/listen</c> (2026-07-28, basic/patterns/subscriptions): says what it will send, sends it while the
/// client listens, and ends with a result when the server stops.
/// </summary>
internal sealed class ListenHandler(ChangeFeed changes, ResourceListeners resourceListeners, IHostApplicationLifetime lifetime) : IMethodHandler
{
    public McpMethod Method => McpMethod.SubscriptionsListen;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => revision.IsModern;

    public McpFault? Check(McpRequest request)
    {
        if (!request.Envelope.Notifications.IsObject)
        {
            return McpFault.InvalidParams("notifications must be an object.");
        }

        if (ListenFilter.Read(request.Envelope.Notifications, request.Toolset.Lists, out var filter) is { } problem)
        {
            return McpFault.InvalidParams(problem);
        }

        var limit = request.Toolset.Surface.Config.Limits.MaxSubscriptionsPerClient;
        return filter.Resources.Count > limit ? ResourceLookup.TooManySubscriptions(limit) : null;
    }

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        ListenFilter.Read(request.Envelope.Notifications, request.Toolset.Lists, out var filter);
        var queue = new ChangeQueue();
        // Before the client knows that it listens: no change can fall between.
        using var subscription = changes.Subscribe(queue, filter.Lists);
        using var resources = new ResourceSubscriptions(queue, request.Caller is { } caller ? PrincipalKey.Of(caller) : PrincipalKey.Anonymous);
        if (await resourceListeners.SubscribeAsync(request, filter.Resources, resources, cancellationToken) is not { } honoured)
        {
            await reply.FaultAsync(McpFault.TooMany("subscriptions"));
            return;
        }

        await reply.NotifyAsync(Acknowledgement(request.Envelope, filter with { Resources = honoured }));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await queue.WaitAsync(ends.Token);
                while (queue.TryTake(out var change))
                {
                    await reply.NotifyAsync(ChangeNotifications.Modern(change, request.Envelope.Id));
                }
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The server stops; that a connection therefore stops as well changes nothing.
        }

        await reply.ResultAsync(FinalResult(request));
    }

    private static byte[] FinalResult(McpRequest request) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "complete"u8);
        writer.WriteStartObject("_meta"u8);
        SubscriptionId.Write(writer, request.Envelope.Id.Span);
        ServerMetaWriter.WriteServerInfo(writer, request.Dialect);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static byte[] Acknowledgement(Envelope envelope, ListenFilter filter) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteString("method"u8, "notifications/subscriptions/acknowledged"u8);
        writer.WriteStartObject("params"u8);
        filter.Write(writer);
        writer.WriteStartObject("_meta"u8);
        SubscriptionId.Write(writer, envelope.Id.Span);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}

using System.Runtime.CompilerServices;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>
/// The short way: answers that do not change are copied, tool results go from the corridor straight to the response.
/// Nothing is parsed again and no object is made of a message.
/// </summary>
internal sealed class DirectEngine(ToolCallRunner calls, ToolListSubscription subscription) : IMcpEngine
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    public ValueTask ProcessAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) => request.Envelope.Method switch
    {
        McpMethod.ToolsCall => CallAsync(request, reply, cancellationToken),
        McpMethod.ToolsList => reply.ResultAsync(request.Page),
        McpMethod.ServerDiscover => reply.ResultAsync(request.Toolset.Discovery),
        McpMethod.Ping => reply.ResultAsync(Empty),
        McpMethod.Initialize => reply.ResultAsync(request.Toolset.Initialization(request.Revision, canNotify: request.Session is not null)),
        McpMethod.SubscriptionsListen => ListenAsync(request, reply, cancellationToken),
        _ => reply.FaultAsync(McpFault.Internal),
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CallAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var progress = request.Envelope.WantsProgress ? new ProgressReporter(reply.NotifyAsync, request.Envelope.ProgressToken.Raw, request.Revision) : null;
        var running = calls.RunAsync(request, progress, cancellationToken);
        if (!running.IsCompleted)
        {
            reply.ExpectDelay();
        }

        using var outcome = await running;
        await reply.OutcomeAsync(outcome, request.Dialect);
    }

    private async ValueTask ListenAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        await subscription.ListenAsync(request, reply.NotifyAsync, cancellationToken);
        await reply.ResultAsync(ToolListSubscription.FinalResult(request));
    }
}

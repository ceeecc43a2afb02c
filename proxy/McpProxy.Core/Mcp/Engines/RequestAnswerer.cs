using McpProxy.Mcp.Methods;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Engines;

/// <summary>Answers a request that passed its transport's gate: checks its params, runs the engine, counts how it ended.</summary>
internal sealed partial class RequestAnswerer(MethodTable methods, EngineSelector engines, McpMetrics metrics, TimeProvider time, ILogger<RequestAnswerer> logger)
{
    /// <summary>Answers one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">Takes the answer. Not disposed.</param>
    /// <param name="cancelled">The caller left or cancelled.</param>
    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancelled)
    {
        var started = time.GetTimestamp();
        try
        {
            var fault = methods.Check(request);
            await (fault is not null ? reply.FaultAsync(fault) : engines.For(request).ProcessAsync(request, reply, cancelled));
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await reply.AbandonAsync();
        }
        catch (Exception exception) when (!HasLeft(request))
        {
            Log.RequestFailed(logger, exception);
            await reply.FaultAsync(McpFault.Internal);
        }
        finally
        {
            if (metrics.IsEnabled)
            {
                metrics.RequestEnded(request.Envelope.Method, request.Revision.IsModern, reply.Outcome, time.GetElapsedTime(started));
            }
        }
    }

    /// <summary>Whether nobody waits for the answer. Within a session it can be fetched later, on another connection.</summary>
    private static bool HasLeft(McpRequest request) => request.Session is null && request.Caller?.RequestAborted.IsCancellationRequested == true;

    private static partial class Log
    {
        [LoggerMessage(401, LogLevel.Error, "An MCP request failed inside the proxy; the caller was told only that it failed.")]
        public static partial void RequestFailed(ILogger logger, Exception exception);
    }
}

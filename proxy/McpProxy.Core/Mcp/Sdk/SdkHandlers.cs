using McpProxy.Mcp.Methods;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpProxy.Mcp.Sdk;

/// <summary>What the SDK's server calls for each method: the same handler as the direct path, its answer read into the SDK's types.</summary>
internal sealed partial class SdkHandlers(MethodTable methods, ILogger<SdkHandlers> logger)
{
    /// <summary>Answers a request of any method.</summary>
    /// <typeparam name="TParams">The SDK's params; not looked at, as the handler reads the message itself.</typeparam>
    /// <typeparam name="TResult">The SDK's result.</typeparam>
    public async ValueTask<TResult> AnswerAsync<TParams, TResult>(RequestContext<TParams> context, CancellationToken cancellationToken)
    {
        var call = SdkCall.Of(context.JsonRpcMessage);
        var capture = new SdkCapture(call, context.Server);
        try
        {
            await methods[call.Request.Envelope.Method].AnswerAsync(call.Request, capture, call.CancellationToken);
            return capture.Read<TResult>();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or McpException or InputRequiredException))
        {
            // The SDK would make a tool result of it; to us it is a fault of the proxy.
            Log.RequestFailed(logger, exception);
            throw new McpProtocolException(McpFault.Internal.Message, McpErrorCode.InternalError);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(402, LogLevel.Error, "An MCP request failed inside the proxy; the caller was told only that it failed.")]
        public static partial void RequestFailed(ILogger logger, Exception exception);
    }
}

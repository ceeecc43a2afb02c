using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpProxy.Mcp.Sdk;

/// <summary>What the SDK's server calls for each method. The answers are those of the direct path, read into the SDK's types.</summary>
internal sealed partial class SdkHandlers(ToolCallRunner calls, ToolListSubscription subscription, ILogger<SdkHandlers> logger)
{
    public static ValueTask<ListToolsResult> ListAsync(RequestContext<ListToolsRequestParams> context, CancellationToken cancellationToken) =>
        new(SdkJson.Read<ListToolsResult>(SdkCall.Of(context.JsonRpcMessage).Request.Page.Span));

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        var call = SdkCall.Of(context.JsonRpcMessage);
        try
        {
            using var outcome = await calls.RunAsync(call.Request, CreateProgress(context, call), call.CancellationToken);
            return Read(outcome, call);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or McpException))
        {
            // The SDK would make a tool result of it; to us it is a fault of the proxy.
            Log.CallFailed(logger, exception);
            throw new McpProtocolException(McpFault.Internal.Message, McpErrorCode.InternalError);
        }
    }

    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> context, CancellationToken cancellationToken)
    {
        var call = SdkCall.Of(context.JsonRpcMessage);
        await subscription.ListenAsync(call.Request, json => SendAsync(context, json), call.CancellationToken);
        return new EmptyResult
        {
            Meta = new JsonObject { ["io.modelcontextprotocol/subscriptionId"] = JsonNode.Parse(call.Request.Envelope.Id.Span) },
        };
    }

    private static ProgressReporter? CreateProgress(RequestContext<CallToolRequestParams> context, SdkCall call)
    {
        var envelope = call.Request.Envelope;
        return envelope.WantsProgress ? new ProgressReporter(json => SendAsync(context, json), envelope.ProgressToken.Raw, call.Request.Revision) : null;
    }

    private static ValueTask SendAsync(MessageContext context, ReadOnlyMemory<byte> json) =>
        new(context.Server.SendMessageAsync(SdkJson.Read<JsonRpcMessage>(json.Span), CancellationToken.None));

    private static CallToolResult Read(ToolOutcome outcome, SdkCall call)
    {
        if (outcome.Challenge is { } challenge)
        {
            call.Reply.Challenge = challenge;
            throw new McpProtocolException("The caller must authenticate.", McpErrorCode.InvalidRequest);
        }

        call.Reply.IsToolError = outcome.IsError;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonBytes.Options))
        {
            outcome.WriteTo(writer, call.Request.Dialect);
        }

        return SdkJson.Read<CallToolResult>(buffer.WrittenSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(402, LogLevel.Error, "A tool call failed inside the proxy; the caller was told only that it failed.")]
        public static partial void CallFailed(ILogger logger, Exception exception);
    }
}

using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>tools/call</c>: the arguments go down the corridor as bytes, the outcome writes itself into the response.</summary>
internal sealed class ToolsCallHandler(ToolCallRunner calls) : IMethodHandler
{
    public McpMethod Method => McpMethod.ToolsCall;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => true;

    public McpFault? Check(McpRequest request)
    {
        var envelope = request.Envelope;
        if (!envelope.Name.IsString)
        {
            return McpFault.InvalidParams("name must be a string.");
        }

        if (envelope.Arguments.Kind is not (JsonTokenType.None or JsonTokenType.Null or JsonTokenType.StartObject))
        {
            return McpFault.InvalidParams("arguments must be an object.");
        }

        return request.Tool is null ? McpFault.InvalidParams($"unknown tool \"{McpFault.Echo(envelope.Name.GetString())}\".") : null;
    }

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
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
}

using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.MetaTools;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;
using McpProxy.Tools;

namespace McpProxy.Mcp.Methods;

/// <summary><c>tools/call</c>: the arguments go down the corridor as bytes, the outcome writes itself into the response.</summary>
internal sealed class ToolsCallHandler(IToolInvoker invoker, InputRounds rounds, MetaToolRunner metaTools) : IMethodHandler
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

        if (request.Tool is not { } tool)
        {
            return HiddenEntry.FindTool(request) ?? McpFault.InvalidParams($"unknown tool \"{OneLine.Echo(envelope.Name.GetString())}\".");
        }

        return request.Revision.IsModern && Missing(request, tool) is not ClientCapabilities.None and var missing ? InputNeeds.Fault(missing) : null;
    }

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        if (!request.Revision.IsModern && Missing(request, request.Tool!) is not ClientCapabilities.None and var missing)
        {
            var error = InputNeeds.Error(missing, hasSession: request.Session is not null);
            await reply.OutcomeAsync(new ErrorOutcome(error, request.Caller?.TraceIdentifier ?? "", !request.Tool!.Definition.OutputSchema.IsEmpty), request.Dialect);
            return;
        }

        var call = ToolCalls.Create(request, reply, request.Tool!.Meta is null ? null : metaTools.EndpointOf(request)); // Check refuses calls of unknown tools.
        var resumes = request.Envelope.HasInput;
        var running = resumes ? rounds.RunAsync(request, call, reply, cancellationToken) : invoker.InvokeAsync(call, cancellationToken);
        if (!running.IsCompleted)
        {
            reply.ExpectDelay();
        }

        using var outcome = await running;
        if (outcome is InputRequiredOutcome asked)
        {
            using var end = await rounds.GoOnAsync(request, call, asked, reply, cancellationToken);
            await reply.EndAsync(end, request.Dialect);
        }
        else
        {
            await reply.EndAsync(outcome, request.Dialect);
        }
    }

    /// <summary>What the tool demands of clients that this one did not declare.</summary>
    private static ClientCapabilities Missing(McpRequest request, ToolBinding tool)
    {
        if (tool.RequiredCapabilities.IsEmpty)
        {
            return ClientCapabilities.None;
        }

        var declared = request.Revision.IsModern ? ClientCapabilitiesReader.Read(request.Envelope.ClientCapabilities) : request.Session?.Client ?? ClientCapabilities.None;
        return InputNeeds.Missing(tool.RequiredCapabilities, declared);
    }
}

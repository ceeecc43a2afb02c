using McpProxy.Completions;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>completion/complete</c>.</summary>
internal sealed class CompleteHandler(CompletionSource completions) : IMethodHandler
{
    public McpMethod Method => McpMethod.CompletionComplete;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => toolset.HasCompletions;

    public McpFault? Check(McpRequest request) => Read(request, out _);

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        Read(request, out var parameters);
        if (parameters?.Completion is not { } completion)
        {
            await reply.OutcomeAsync(CompletionOutcome.Empty, request.Dialect); // Nothing is proposed for this argument.
            return;
        }

        var call = new CompletionCall
        {
            Snapshot = request.Toolset.Surface.Snapshot,
            Completion = completion,
            Typed = parameters.Typed,
            Others = parameters.Others,
            Caller = request.Caller,
            SessionId = request.StateId,
            ContextHandle = request.ContextHandle,
            TraceParent = TraceContext.Read(request.Envelope, request.Caller),
        };
        var finding = completions.FindAsync(call, cancellationToken);
        if (!finding.IsCompleted)
        {
            reply.ExpectDelay();
        }

        using var outcome = await finding;
        await reply.OutcomeAsync(outcome, request.Dialect);
    }

    private static McpFault? Read(McpRequest request, out CompleteParams? parameters) =>
        CompleteParams.Read(request.Envelope.Params, request.Toolset, out parameters);
}

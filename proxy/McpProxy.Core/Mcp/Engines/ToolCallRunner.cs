using McpProxy.Dispatch;

namespace McpProxy.Mcp.Engines;

/// <summary>Hands a <c>tools/call</c> to the corridor.</summary>
internal sealed class ToolCallRunner(IToolInvoker invoker)
{
    /// <summary>Runs a call whose tool is known; what is reported on the way goes to <paramref name="reply"/>.</summary>
    public ValueTask<ToolOutcome> RunAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var envelope = request.Envelope;
        var call = new ToolCall
        {
            Snapshot = request.Toolset.Surface.Snapshot,
            Tool = request.Tool!, // RequestCheck refuses calls of unknown tools.
            Arguments = envelope.Arguments.IsObject ? envelope.Arguments.Raw : default,
            Caller = request.Caller,
            Progress = envelope.ProgressToken.IsMissing ? null : new ProgressReporter(reply, envelope.ProgressToken.Raw, request.Revision),
            TraceParent = TraceContext.Read(envelope, request.Caller),
        };
        return invoker.InvokeAsync(call, cancellationToken);
    }
}

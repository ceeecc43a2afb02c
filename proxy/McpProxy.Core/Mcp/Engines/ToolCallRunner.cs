using McpProxy.Dispatch;

namespace McpProxy.Mcp.Engines;

/// <summary>Hands a <c>tools/call</c> to the corridor.</summary>
internal sealed class ToolCallRunner(IToolInvoker invoker)
{
    /// <summary>Runs a call whose tool is known.</summary>
    /// <param name="request">The call.</param>
    /// <param name="progress">Takes its progress; null when the caller did not ask for it.</param>
    /// <param name="cancellationToken">The caller left or cancelled.</param>
    public ValueTask<ToolOutcome> RunAsync(McpRequest request, ICallProgress? progress, CancellationToken cancellationToken)
    {
        var envelope = request.Envelope;
        var call = new ToolCall
        {
            Snapshot = request.Toolset.Surface.Snapshot,
            Tool = request.Tool!, // ToolsCallHandler refuses calls of unknown tools.
            Arguments = envelope.Arguments.IsObject ? envelope.Arguments.Raw : default,
            Caller = request.Caller,
            Progress = progress,
            TraceParent = TraceContext.Read(envelope, request.Caller),
        };
        return invoker.InvokeAsync(call, cancellationToken);
    }
}

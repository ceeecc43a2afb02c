namespace McpProxy.Dispatch;

/// <summary>Runs tool calls down the corridor.</summary>
internal interface IToolInvoker
{
    /// <summary>
    /// Validates and binds the arguments, runs the route's endpoint in process, and maps its answer. Every failure is an
    /// outcome, never an exception, except that <paramref name="cancellationToken"/> (the caller left) throws
    /// <see cref="OperationCanceledException"/> after the upstream call was cancelled.
    /// </summary>
    ValueTask<ToolOutcome> InvokeAsync(ToolCall call, CancellationToken cancellationToken);
}

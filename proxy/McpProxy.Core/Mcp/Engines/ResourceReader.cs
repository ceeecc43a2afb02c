using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Engines;

/// <summary>Reads a resource for a caller, down the corridor.</summary>
internal sealed class ResourceReader(IToolInvoker invoker)
{
    /// <summary>Reads the resource of a request.</summary>
    /// <param name="request">A request whose <see cref="McpRequest.Resource"/> was found.</param>
    /// <param name="cancellationToken">The caller left or cancelled.</param>
    /// <returns>A <see cref="ResourceOutcome"/>, or an outcome with an error.</returns>
    public ValueTask<ToolOutcome> ReadAsync(McpRequest request, CancellationToken cancellationToken)
    {
        var match = request.Resource ?? throw new ArgumentException("The request has no resource.", nameof(request));
        var call = new ToolCall
        {
            Snapshot = request.Toolset.Surface.Snapshot,
            Tool = match.Resource.Call,
            Arguments = match.Arguments,
            Caller = request.Caller,
            Mapper = new ResourceMapper(match.Uri, match.Resource.Definition.MimeType),
            TraceParent = TraceContext.Read(request.Envelope, request.Caller),
        };
        return invoker.InvokeAsync(call, cancellationToken);
    }
}

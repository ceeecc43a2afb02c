using McpProxy.Dispatch;
using McpProxy.Mcp.Input;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Engines;

/// <summary>Reads a resource for a caller, down the corridor.</summary>
internal sealed class ResourceReader(InputRounds rounds)
{
    /// <summary>Reads the resource of a request.</summary>
    /// <param name="request">A request whose <see cref="McpRequest.Resource"/> was found.</param>
    /// <param name="reply">The way to the caller, should the upstream ask it for input.</param>
    /// <param name="cancellationToken">The caller left or cancelled.</param>
    /// <returns>A <see cref="ResourceOutcome"/>, or an outcome with an error.</returns>
    public ValueTask<ToolOutcome> ReadAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
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
        return rounds.RunAsync(request, call, reply, cancellationToken);
    }
}

using McpProxy.Dispatch;
using McpProxy.Mcp.Input;
using McpProxy.Shaping;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Engines;

/// <summary>Reads a resource for a caller, down the corridor.</summary>
internal sealed class ResourceReader(InputRounds rounds, IToolInvoker invoker)
{
    /// <summary>Reads the resource of a request.</summary>
    /// <param name="request">A request whose <see cref="McpRequest.Resource"/> was found.</param>
    /// <param name="reply">The way to the caller, should the upstream ask it for input.</param>
    /// <param name="cancellationToken">The caller left or cancelled.</param>
    /// <returns>A <see cref="ResourceOutcome"/>, or an outcome with an error.</returns>
    public ValueTask<ToolOutcome> ReadAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var match = request.Resource ?? throw new ArgumentException("The request has no resource.", nameof(request));
        return rounds.RunAsync(request, CreateCall(request, match), reply, cancellationToken);
    }

    /// <summary>Finds out whether a caller may read a resource, by reading it; an upstream that asks for input is not answered.</summary>
    /// <returns>An outcome with an error when it may not.</returns>
    public ValueTask<ToolOutcome> TryAsync(McpRequest request, ResourceMatch match, CancellationToken cancellationToken) =>
        invoker.InvokeAsync(CreateCall(request, match), cancellationToken);

    private static ToolCall CreateCall(McpRequest request, ResourceMatch match) => new()
    {
        Snapshot = request.Toolset.Surface.Snapshot,
        Tool = match.Resource.Call,
        Operation = CallOperations.ResourcesRead,
        Arguments = match.Arguments,
        Caller = request.Caller,
        SessionId = request.StateId,
        ContextHandle = request.ContextHandle,
        Mapper = new ResourceMapper(match.Uri, match.Resource.Definition.MimeType),
        TraceParent = TraceContext.Read(request.Envelope, request.Caller),
    };
}

using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>resources/unsubscribe</c> (up to 2025-11-25). Ending what never began is no mistake.</summary>
internal sealed class ResourcesUnsubscribeHandler : IMethodHandler
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    public McpMethod Method => McpMethod.ResourcesUnsubscribe;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => !revision.IsModern && toolset.Toolset.Resources.CanSubscribe;

    public McpFault? Check(McpRequest request) => request.Envelope.Uri.IsString ? null : McpFault.InvalidParams("uri must be a string.");

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        if (request.Session is { } session)
        {
            session.Resources.Remove(request.Envelope.Uri.GetString());
            session.IsChanged = true;
        }

        return reply.ResultAsync(Empty);
    }
}

using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>initialize</c> (up to 2025-11-25). The transport has opened the session, if there is one.</summary>
internal sealed class InitializeHandler : IMethodHandler
{
    public McpMethod Method => McpMethod.Initialize;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => !revision.IsModern;

    public McpFault? Check(McpRequest request) =>
        request.Envelope.RequestedVersion.IsString ? null : McpFault.InvalidParams("protocolVersion must be a string.");

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) =>
        reply.ResultAsync(request.Toolset.Initialization(request.Revision, canNotify: request.Session is not null));
}

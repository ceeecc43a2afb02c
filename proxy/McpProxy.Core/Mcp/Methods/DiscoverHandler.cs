using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>server/discover</c> (2026-07-28).</summary>
internal sealed class DiscoverHandler : IMethodHandler
{
    public McpMethod Method => McpMethod.ServerDiscover;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => revision.IsModern;

    public McpFault? Check(McpRequest request) => null;

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) => reply.ResultAsync(request.Toolset.Discovery);
}

using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>ping</c> (up to 2025-11-25).</summary>
internal sealed class PingHandler : IMethodHandler
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    public McpMethod Method => McpMethod.Ping;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => !revision.IsModern;

    public McpFault? Check(McpRequest request) => null;

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) => reply.ResultAsync(Empty);
}

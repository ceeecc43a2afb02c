using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>tools/list</c>: bytes written once per configuration, toolset and revision.</summary>
internal sealed class ToolsListHandler : IMethodHandler
{
    public McpMethod Method => McpMethod.ToolsList;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => true;

    public McpFault? Check(McpRequest request)
    {
        if (request.Toolset.ToolPage(request.Revision, request.Envelope.Cursor) is not { } page)
        {
            return McpFault.UnknownCursor;
        }

        request.Page = page;
        return null;
    }

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) => reply.ResultAsync(request.Page);
}

using McpProxy.Configuration;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>resources/templates/list</c>.</summary>
internal sealed class ResourceTemplatesListHandler : IMethodHandler
{
    public McpMethod Method => McpMethod.ResourceTemplatesList;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => toolset.Lists.HasFlag(CatalogLists.Resources);

    public McpFault? Check(McpRequest request)
    {
        if (request.Toolset.ResourceTemplatePage(request.Revision, request.Envelope.Cursor) is not { } page)
        {
            return McpFault.UnknownCursor;
        }

        request.Page = page;
        return null;
    }

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) => reply.ResultAsync(request.Page);
}

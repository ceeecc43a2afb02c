using McpProxy.Configuration;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>prompts/list</c>: bytes written once per configuration, toolset and revision.</summary>
internal sealed class PromptsListHandler : IMethodHandler
{
    public McpMethod Method => McpMethod.PromptsList;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => toolset.Lists.HasFlag(CatalogLists.Prompts);

    public McpFault? Check(McpRequest request)
    {
        if (request.Toolset.PromptPage(request.Revision, request.Envelope.Cursor) is not { } page)
        {
            return McpFault.UnknownCursor;
        }

        request.Page = page;
        return null;
    }

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) => reply.ResultAsync(request.Page);
}

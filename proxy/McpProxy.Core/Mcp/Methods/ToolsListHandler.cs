using McpProxy.Mcp.Engines;
using McpProxy.Mcp.MetaTools;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Disclosure;

namespace McpProxy.Mcp.Methods;

/// <summary><c>tools/list</c>: bytes written once per configuration, toolset, revision, and what is enabled.</summary>
internal sealed class ToolsListHandler(EnabledChoices choices) : IMethodHandler
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

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) =>
        request.Toolset.HasGroups ? AnswerEnabledAsync(request, reply, cancellationToken) : reply.ResultAsync(request.Page);

    private async ValueTask AnswerEnabledAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var enabled = EnabledTools.None;
        McpFault? fault = null;
        try
        {
            enabled = await choices.FindAsync(request, cancellationToken);
        }
        catch (ProxyErrorException failure)
        {
            fault = McpFault.InvalidParams(failure.Error.Message);
        }

        // Check found the cursor to be one of ours, which does not depend on the list.
        await (fault is null ? reply.ResultAsync(request.Toolset.ToolPage(request.Revision, request.Envelope.Cursor, enabled)!.Value) : reply.FaultAsync(fault));
    }
}

using System.Runtime.CompilerServices;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpProxy.Mcp.Sdk;

/// <summary>
/// The SDK's settings for each toolset and revision. Handlers are used rather than tool collections: a collection has no
/// order and no pages, and every server of a request would subscribe to it.
/// </summary>
internal sealed class SdkServerOptions(SdkHandlers handlers)
{
    private readonly ConditionalWeakTable<ToolsetSurface, McpServerOptions?[]> _options = new();

    public McpServerOptions For(ToolsetSurface toolset, ProtocolRevision revision)
    {
        var perRevision = _options.GetValue(toolset, static _ => new McpServerOptions?[ProtocolRevision.All.Count]);
        return perRevision[revision.Index] ??= Create(toolset, revision);
    }

    private McpServerOptions Create(ToolsetSurface toolset, ProtocolRevision revision) => new()
    {
        ServerInfo = SdkJson.Read<Implementation>(toolset.Surface.Dialect(revision).ServerInfo.Span),
        ServerInstructions = toolset.Instructions,
        ScopeRequests = false,
        Capabilities = new ServerCapabilities { Tools = new ToolsCapability { ListChanged = true } },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = handlers.AnswerAsync<ListToolsRequestParams, ListToolsResult>,
            CallToolHandler = handlers.AnswerAsync<CallToolRequestParams, CallToolResult>,
            ListPromptsHandler = handlers.AnswerAsync<ListPromptsRequestParams, ListPromptsResult>,
            GetPromptHandler = handlers.AnswerAsync<GetPromptRequestParams, GetPromptResult>,
            CompleteHandler = handlers.AnswerAsync<CompleteRequestParams, CompleteResult>,
            ListResourcesHandler = handlers.AnswerAsync<ListResourcesRequestParams, ListResourcesResult>,
            ListResourceTemplatesHandler = handlers.AnswerAsync<ListResourceTemplatesRequestParams, ListResourceTemplatesResult>,
            ReadResourceHandler = handlers.AnswerAsync<ReadResourceRequestParams, ReadResourceResult>,
            SetLoggingLevelHandler = handlers.AnswerAsync<SetLevelRequestParams, EmptyResult>,
            SubscribeToResourcesHandler = handlers.AnswerAsync<SubscribeRequestParams, EmptyResult>,
            UnsubscribeFromResourcesHandler = handlers.AnswerAsync<UnsubscribeRequestParams, EmptyResult>,
            SubscriptionsListenHandler = handlers.AnswerAsync<SubscriptionsListenRequestParams, EmptyResult>,
        },
    };
}

using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Tools.Disclosure;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.MetaTools;

/// <summary>
/// Runs the tools that lead to other tools. They come down the corridor like any call, so that their arguments are checked, and they are counted, logged and
/// bounded like any other; only where it ends they see the request they came in, and what its caller may see.
/// </summary>
internal sealed class MetaToolRunner(GroupTools groups, TimeProvider time)
{
    /// <summary>Where a call of such a tool ends.</summary>
    public Endpoint EndpointOf(McpRequest request) =>
        new(context => RunAsync(context, request), EndpointMetadataCollection.Empty, request.Tool!.Name);

    private async Task RunAsync(HttpContext context, McpRequest request)
    {
        try
        {
            using var arguments = JsonDocument.Parse(request.Called.Arguments.IsObject ? request.Called.Arguments.Raw : "{}"u8.ToArray(), new JsonDocumentOptions { MaxDepth = int.MaxValue });
            var answer = await AnswerAsync(context, request, arguments.RootElement);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
        catch (ProxyErrorException failure)
        {
            ProxyExchange.Get(context)?.Fail(context, failure.Error);
        }
    }

    private ValueTask<byte[]> AnswerAsync(HttpContext context, McpRequest request, JsonElement arguments) => request.Tool!.Meta switch
    {
        MetaToolKind.Search => new(ToolSearch.Answer(request, arguments, time)),
        MetaToolKind.Schema => new(ToolDescription.Answer(request, arguments)),
        MetaToolKind.ListGroups => groups.ListAsync(context, request),
        MetaToolKind.Enable => groups.EnableAsync(context, request, arguments),
        _ => throw new ProxyErrorException(UnknownTool.Error(request, MetaToolArguments.RequiredText(arguments, "name"))),
    };
}

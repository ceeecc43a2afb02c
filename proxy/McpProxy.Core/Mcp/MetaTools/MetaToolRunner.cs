using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Shaping.Continuation;
using McpProxy.Tools.Disclosure;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.MetaTools;

/// <summary>
/// Runs the tools that lead to other tools. They come down the corridor like any call, so that their arguments are checked, and they are counted, logged and
/// bounded like any other; only where it ends they see the request they came in, and what its caller may see.
/// </summary>
internal sealed class MetaToolRunner(GroupTools groups, SearchTurns turns, TimeProvider time)
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

    private static ProxyError TooManySearches { get; } =
        new(ProxyErrorKind.RateLimited, "too_many_searches", $"{SearchTurns.MaxPerCaller} searches of this caller are waiting already.") { Hint = "Search by words, or one after the other." };

    private ValueTask<byte[]> AnswerAsync(HttpContext context, McpRequest request, JsonElement arguments) => request.Tool!.Meta switch
    {
        MetaToolKind.Search => SearchAsync(context, request, arguments),
        MetaToolKind.Schema => new(ToolDescription.Answer(request, arguments)),
        MetaToolKind.ListGroups => groups.ListAsync(context, request),
        MetaToolKind.Enable => groups.EnableAsync(context, request, arguments),
        _ => throw new ProxyErrorException(UnknownTool.Error(request, MetaToolArguments.RequiredText(arguments, "name"))),
    };

    /// <summary>Words are looked up at once; a regex can keep a processor busy, so callers take turns.</summary>
    private async ValueTask<byte[]> SearchAsync(HttpContext context, McpRequest request, JsonElement arguments)
    {
        if (!arguments.TryGetProperty("regex"u8, out _))
        {
            return ToolSearch.Answer(request, arguments, time);
        }

        var share = request.Caller is { } caller ? PrincipalKey.ShareOf(PrincipalKey.Of(caller)) : PrincipalKey.Anonymous;
        using var turn = await turns.EnterAsync(share, context.RequestAborted)
            ?? throw new ProxyErrorException(TooManySearches);
        return ToolSearch.Answer(request, arguments, time);
    }
}

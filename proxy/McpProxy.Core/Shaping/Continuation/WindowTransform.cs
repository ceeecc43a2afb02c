using McpProxy.Shaping.Truncation;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Shaping.Continuation;

/// <summary>Takes the arguments by which a caller asks the proxy for a page out of the query.</summary>
internal sealed class WindowTransform(TruncateTransform truncate) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var http = context.HttpContext;
        if (truncate.PagingOf(http) is not { ByProxy: true } paging)
        {
            return ValueTask.CompletedTask;
        }

        var window = AnswerWindow.Take(http.Request.QueryString.Value ?? "", paging, out _, out var problem);
        if (problem is not null)
        {
            ProxyExchange.Get(http)?.Fail(http, new ProxyError(ProxyErrorKind.InvalidArguments, "bad_page", problem));
        }
        else if (window is not null)
        {
            http.Features.Set(window);
            context.Query.Collection.Remove(paging.Offset!); // By the proxy there are both names.
            context.Query.Collection.Remove(paging.Limit);
        }

        return ValueTask.CompletedTask;
    }
}

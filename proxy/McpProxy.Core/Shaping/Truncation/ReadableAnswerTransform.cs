using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Asks the upstream for answers that can be shortened: whole ones, since a range of the upstream's bytes is none of the shortened
/// answer, in codings that can be undone.
/// </summary>
internal sealed class ReadableAnswerTransform(TruncateTransform truncate) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (HttpMethods.IsHead(context.HttpContext.Request.Method) || !truncate.Limits(context.HttpContext))
        {
            return ValueTask.CompletedTask;
        }

        RemoveHeader(context, HeaderNames.Range);
        RemoveHeader(context, HeaderNames.IfRange);
        var accepted = TakeHeader(context, HeaderNames.AcceptEncoding);
        if (accepted.Count > 0)
        {
            AddHeader(context, HeaderNames.AcceptEncoding, AcceptedCodings.Narrow(accepted));
        }

        return ValueTask.CompletedTask;
    }
}

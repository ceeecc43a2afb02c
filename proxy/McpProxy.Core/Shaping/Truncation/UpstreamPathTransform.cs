using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Shaping.Truncation;

/// <summary>Remembers the path that a request has upstream, without the destination's own prefix.</summary>
internal sealed class UpstreamPathTransform : RequestTransform
{
    private static readonly object Key = new();

    /// <summary>The path of an exchange.</summary>
    public static PathString Of(HttpContext context) => context.Items.TryGetValue(Key, out var path) && path is PathString known ? known : context.Request.Path;

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        context.HttpContext.Items[Key] = context.Path;
        return ValueTask.CompletedTask;
    }
}

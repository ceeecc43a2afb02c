using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Sets <c>Content-Type</c> and <c>Accept</c> by what is known of a request. Allocates nothing when nothing changes.</summary>
internal sealed class MediaNegotiationTransform(MediaRegistry registry) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var method = context.ProxyRequest.Method.Method;
        var path = context.Path.Value.AsSpan().Trim('/');
        if (registry.Requests.TryFind(method, path, out var type, out _))
        {
            MediaHeaders.SetContentType(context, type);
        }

        MediaHeaders.SetAccept(context, Offered(method, path), Preferred(method, path), registry.DefaultAccept);
        return ValueTask.CompletedTask;
    }

    private OfferedTypes Offered(string method, ReadOnlySpan<char> path) =>
        registry.Responses.TryFind(method, path, out var offered, out _) ? offered : registry.Loose;

    private ReadOnlySpan<string> Preferred(string method, ReadOnlySpan<char> path)
    {
        if (registry.ExportIds.TryFind(method, path, out var ids, out var id) && ids.Of(path[id]) is { Length: > 0 } types)
        {
            return types;
        }

        return registry.Preferred.TryFind(method, path, out var preferred, out _) ? preferred : [];
    }
}

using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Sets <c>Content-Type</c> and <c>Accept</c> by what is known of a request. Allocates nothing when nothing changes.</summary>
internal sealed class MediaNegotiationTransform(MediaRegistry registry) : RequestTransform
{
    private const string Accept = "Accept";
    private const string ContentType = "Content-Type";

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var method = context.ProxyRequest.Method.Method;
        var path = context.Path.Value.AsSpan().Trim('/');
        if (context.ProxyRequest.Content is { } content && !HttpMethods.IsGet(method)
            && registry.Requests.TryFind(method, path, out var type, out _))
        {
            SetContentType(content.Headers, type);
        }

        SetAccept(context.ProxyRequest.Headers, method, path);
        return ValueTask.CompletedTask;
    }

    private static void SetContentType(HttpContentHeaders headers, string type)
    {
        var current = headers.NonValidated.TryGetValues(ContentType, out var values) ? values.ToString() : "";
        if (!MediaTypeName.IsFixed(current) && !current.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            headers.Remove(ContentType);
            headers.TryAddWithoutValidation(ContentType, type);
        }
    }

    private void SetAccept(HttpRequestHeaders headers, string method, ReadOnlySpan<char> path)
    {
        // One value is the text itself; several lines of one header are rare.
        var current = headers.NonValidated.TryGetValues(Accept, out var values) ? values.ToString() : "";
        var chosen = Offered(method, path).Choose(current, Preferred(method, path)) ?? (current.Length == 0 ? registry.DefaultAccept : null);
        if (chosen is not null && !current.Equals(chosen, StringComparison.OrdinalIgnoreCase))
        {
            headers.Remove(Accept);
            headers.TryAddWithoutValidation(Accept, chosen);
        }
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
